#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { terminalLocale } from './messages/locales.ts'
import { nodeFault } from './messages/node-version.ts'

const sameSignalMs = 500
const isMain = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
const refusal = isMain ? nodeFault(terminalLocale(process.env)) : undefined
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 1
} else if (isMain) {
  // Whoever reads the output has seen enough, as `head` does, and that is an end like any other.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      // A server without its log has failed.
      process.exit(process.argv[2] === 'serve' ? 1 : 0)
    })
  }
  // As process 1 of a container a program is not ended by a signal that it does not hear.
  const leave = (signal: NodeJS.Signals) => process.exit(signal === 'SIGINT' ? 130 : 143)
  process.once('SIGINT', leave).once('SIGTERM', leave)
  // Only now: an older Node does not read the rest.
  const { runCommandLine } = await import('./cli/run-command-line.ts')
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    environment: process.env,
    write: (text) => void process.stdout.write(`${text}\n`),
    writeError: (text) => void process.stderr.write(`${text}\n`),
    writeProgress: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
    },
    untilStopped: (stop) =>
      new Promise((resolve) => {
        let stoppedAt: number | undefined
        const onSignal = () => {
          // One that comes with the first is the same: a terminal sends Ctrl-C to all, and npm passes it on besides. A later
          // one leaves at once: nothing depends on an orderly end.
          if (stoppedAt !== undefined && performance.now() - stoppedAt > sameSignalMs) process.exit(1)
          if (stoppedAt !== undefined) return
          stoppedAt = performance.now()
          void stop().then(resolve)
        }
        // In this order: without any listener for a moment, a signal would be lost or end the process.
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal).off(signal, leave)
      }),
  })
}
