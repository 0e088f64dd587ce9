import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Runs a script of `processes/` in a Node of its own, which does not outlive the test. */
export function startProcess(script: string, parameters: string[]): ChildProcess {
  const child = fork(fileURLToPath(new URL(`processes/${script}`, import.meta.url)), parameters, {
    execArgv: ['--conditions=source'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** The next message of a process. A process that ends without a word fails the test. */
export async function nextMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  const listening = new AbortController()
  const { signal } = listening
  const message = once(child, 'message', { signal }).then(([content]) => content as Record<string, unknown>)
  const end = once(child, 'exit', { signal }).then(([code]) =>
    Promise.reject(new Error(`It ended with ${String(code)}`)),
  )
  try {
    return await Promise.race([message, end])
  } finally {
    listening.abort()
    await Promise.allSettled([message, end])
  }
}
