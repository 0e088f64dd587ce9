import { accountLists, accounts, audiences, refreshes, syncQueue } from '@instagram-dashboard/db'
import { isAhead } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'
import { dueWindow } from '../refresh/due-window.ts'
import { refreshAccount } from '../refresh/refresh-account.ts'
import { audienceDue, isAudienceRead, readAudience } from '../sync/sync-audience.ts'
import { isInterrupted, listInterrupted } from '../sync/start-first-sync.ts'
import { catchUpDue, syncIfOlder, syncInBackground } from '../sync/sync-scheduled.ts'
import { readStories } from '../sync/sync-stories.ts'
import type { AccountQueue } from './job-queue.ts'

/** One kind of work that is done account by account, by whichever worker is free. */
export interface AccountWork {
  /** The accounts that are due now, page by page, so that a million of them need no more memory than a page. */
  due(deps: Deps): AsyncIterable<readonly string[]>
  /** Does it for one account, unless it is not due any more; never twice for what is as new as `since`. */
  run(deps: Deps, accountId: string, since: Date): Promise<string>
  /** How many accounts at a time, of what a worker may have in hand. */
  share: number
}

const pageSize = 500
const skipped = 'skipped'

export const accountWork: Record<AccountQueue, AccountWork> = {
  refresh: {
    share: 2,
    async *due({ db, clock }) {
      const window = dueWindow(clock.now())
      let after: refreshes.DueRefresh | null = null
      for (;;) {
        const page: refreshes.DueRefresh[] = await refreshes.listDue(db, window, { after, limit: pageSize })
        yield page.map(({ id }) => id)
        after = page.at(-1) ?? null
        if (page.length < pageSize) return
      }
    },
    async run(deps, id) {
      const due = await refreshes.findForRefresh(deps.db, id)
      return due ? refreshAccount(deps, due) : skipped
    },
  },
  sync: {
    share: 1,
    due: listActive,
    run: syncIfOlder,
  },
  'catch-up': {
    share: 1,
    async *due(deps) {
      yield await listInterrupted(deps)
      // They would all learn the same.
      if (await deps.budget.isAppRefused()) return
      // The longest waiting; the next minute brings the next page.
      yield await syncQueue.listDue(deps.db, { ...catchUpDue(deps.clock.now()), limit: pageSize * 2 })
    },
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      if (!account) return skipped
      const isWaiting = account.catchUpAt !== null && !isAhead(account.catchUpAt, 'wait', deps.clock.now())
      return isWaiting || (await isInterrupted(deps, account))
        ? syncInBackground(deps, account, { isCatchUp: true })
        : skipped
    },
  },
  audience: {
    share: 1,
    async *due({ db, clock }) {
      yield await audiences.listDue(db, { ...audienceDue(clock.now()), limit: pageSize * 2 })
    },
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      return account && !isAudienceRead(account, deps.clock.now()) ? readAudience(deps, id) : skipped
    },
  },
  stories: {
    share: 1,
    due: listActive,
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      return account ? readStories(deps, account) : skipped
    },
  },
}

async function* listActive({ db }: Deps): AsyncIterable<readonly string[]> {
  for (let after = ''; ;) {
    const page = await accountLists.listActiveIds(db, { after, limit: pageSize })
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last
  }
}
