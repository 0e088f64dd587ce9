import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'

export function syncMedia(
  _deps: Deps,
  _input: {
    session: GraphSession
    account: accounts.AccountRow
    lease: accounts.Lease
    onStep: (done: number, total: number) => Promise<void>
  },
): Promise<{ saved: number; interruptedBy: GraphFailure | null }> {
  return Promise.resolve({ saved: 0, interruptedBy: null })
}
