import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../dist/standalone.js', import.meta.url))

export interface ServeProcess {
  child: ChildProcess
  url: string
  output(): string
  exit: Promise<number | null>
}

/** The product as its own process, by its command line, on the newest schema. */
export async function serveProcess(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<ServeProcess> {
  const child = spawn(process.execPath, [cli, 'serve', '--migrate', '--json', ...words], {
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = output.split('\n').find((line) => line.startsWith('{"url"') && line.endsWith('}'))
      if (ready !== undefined) resolve((JSON.parse(ready) as { url: string }).url)
    })
    void exit.then((code) => reject(new Error(`exited with ${code}: ${output}`)))
  })
  return { child, url, output: () => output, exit }
}
