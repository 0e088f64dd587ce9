import { join } from 'node:path'
import { ConfigurationError } from '@instagram-dashboard/server'
import { startDemo, type Demo } from './start-demo.ts'

const appDirectory = join(import.meta.dirname, '..')
const override = process.env.DEMO_DATA_DIRECTORY

const port = readPort(process.env.PORT)
const origin = process.env.DEMO_ORIGIN
const demo = await startDemo({
  port,
  ...(origin === undefined ? {} : { origin }),
  dataDirectory: override ?? join(appDirectory, 'data'),
  secretsDirectory: override ?? join(appDirectory, '.local'),
}).catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    exitWith(`Port ${port} is already in use. Choose another one, for example: PORT=${port + 1} npm start`)
  }
  if (error instanceof ConfigurationError) exitWith(error.message)
  throw error
})
console.log(`Instagram Dashboard demo: ${demo.url}`)
console.log('ready')
closeOnSignal(demo)

function readPort(text: string | undefined): number {
  const port = text === undefined || text === '' ? 3000 : Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  exitWith(`PORT must be a number from 0 to 65535, not "${text}"`)
}

function closeOnSignal(running: Demo): void {
  let closing = false
  const close = (): void => {
    // Ctrl-C often arrives twice: from the terminal and from the program that started us.
    if (closing) return
    closing = true
    setTimeout(() => exitWith('The demo did not stop in 15 seconds and was ended.'), 15_000).unref()
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function exitWith(message: string): never {
  console.error(message)
  process.exit(1)
}
