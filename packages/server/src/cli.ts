#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from './cli/run-command-line.ts'

const isMain = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isMain) {
  // Whoever reads the output has seen enough, as `head` does, and that is an end like any other.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      // A server without its log has failed.
      process.exit(process.argv[2] === 'serve' ? 1 : 0)
    })
  }
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    environment: process.env,
    write: (text) => void process.stdout.write(`${text}\n`),
    writeError: (text) => void process.stderr.write(`${text}\n`),
    writeProgress: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
    },
    untilStopped: (stop) =>
      new Promise((resolve) => {
        const onSignal = () => {
          // A second signal leaves at once: nothing depends on an orderly end.
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
          void stop().then(resolve)
        }
        process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
      }),
  })
}
