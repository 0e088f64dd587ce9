import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What was asked since it was last told to forget. */
interface Asked {
  calls: number
  /** Different tokens that were refreshed. */
  asked: number
  askedTwice: number
  /** Calls that were not recorded, ever. */
  unknown: number
}

export interface QuickInstagram {
  url: string
  report(order?: 'report' | 'forget'): Promise<Asked>
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
      const [counts] = (await answered) as [Asked]
      return counts
    },
    stop: () => child.disconnect(),
  }
}
