import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface QuickInstagram {
  url: string
  report(order?: 'report' | 'forget'): Promise<{ asked: number; askedTwice: number; unknown: number }>
  stop(): void
}

/** Starts an Instagram in a process of its own that answers at once. @param recorded a file of addresses and bodies */
export async function startQuickInstagram(recorded?: string): Promise<QuickInstagram> {
  const program = fileURLToPath(new URL('programs/instagram.ts', import.meta.url))
  const child = fork(program, recorded === undefined ? [] : [recorded], { execArgv: ['--no-warnings'] })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    async report(order = 'report') {
      const answered = once(child, 'message')
      child.send(order)
      const [counts] = (await answered) as [{ asked: number; askedTwice: number; unknown: number }]
      return counts
    },
    stop: () => child.disconnect(),
  }
}
