import { accountLists, accounts, audiences, refreshes, syncQueue, youngPosts } from '@instagram-dashboard/db'
import { isAhead } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { tellExpiring } from '../notifications/tell-expiring.ts'
import { dueWindow } from '../refresh/due-window.ts'
import { refreshOutcomes, type RefreshOutcome } from '../refresh/refresh-outcome.ts'
import { refreshAccount } from '../refresh/refresh-account.ts'
import { isInterrupted, listInterrupted } from '../sync/start-first-sync.ts'
import { audienceDue, isAudienceRead, readAudience } from '../sync/sync-audience.ts'
import { listOverdue } from '../sync/sync-for-operator.ts'
import {
  catchUpDue,
  syncIfOlder,
  syncInBackground,
  syncOutcomes,
  type SyncOutcome,
} from '../sync/sync-in-background.ts'
import { postsDue, readStories, readYoungPosts } from '../sync/sync-stories.ts'
import { tallyNight } from '../sync/tally-night.ts'
import type { AccountQueue } from './job-queue.ts'
import { everyMinute, type Timing } from './timing.ts'

/** Work that is done account by account, as a process does it by itself. */
export interface LocalWork<Outcome extends string = string> {
  outcomes: readonly (Outcome | 'skipped')[]
  /**
   * The accounts that are due now, page by page, so that a million of them need no more memory than a page. A page is
   * asked for when the one before it is done, or queued.
   */
  due(deps: Deps, limit: number): AsyncIterable<readonly string[]>
  /** Does it for one account, unless it is not due any more; never twice for what is as new as `since`. */
  run(deps: Deps, accountId: string, since: Date | null): Promise<Outcome | 'skipped'>
  /** How many accounts are in hand at a time, and how many are read at a time. */
  width: number
  pageSize: number
  /** What is left out would wait a night, so held accounts are gone back to. Told of each one that stays held. */
  leftOut?(deps: Deps, accountId: string): void
  /** What follows when all are done. */
  afterAll?(deps: Deps): Promise<unknown>
}

/** One kind of background work: what is due, how it is done, and when. Who does it is a driver's. */
export interface AccountWork<Outcome extends string = string> extends LocalWork<Outcome> {
  timing: Timing
  /** Whether an operator switched off what happens each minute. */
  isOff?(settings: Deps['settings']): boolean
  /** The slot of its timing in the database and in the log, where it is not called like the kind. */
  slot?: string
  /** How many at a time a worker of the queue does, for each of `WORKER_CONCURRENCY`. */
  share: number
  /** What became of all accounts, whichever process had them. */
  tally?(deps: Deps, dueAt: Date): Promise<Record<string, number>>
}

const readOutcomes = ['read', 'failed', 'skipped'] as const
export type ReadOutcome = (typeof readOutcomes)[number]

interface AllAccountWork extends Record<AccountQueue, AccountWork> {
  refresh: AccountWork<RefreshOutcome>
  sync: AccountWork<SyncOutcome>
  'catch-up': AccountWork<SyncOutcome>
  audience: AccountWork<ReadOutcome>
  stories: AccountWork<ReadOutcome>
  posts: AccountWork<ReadOutcome>
}

// An account waits for some twenty answers one after another and computes for thirty milliseconds: so many keep a core busy
// and leave it room for users.
export const parallelSyncs = 24

export const accountWork: AllAccountWork = {
  refresh: {
    outcomes: refreshOutcomes,
    slot: 'refresh-tokens',
    timing: { pattern: ({ tokenRefreshCron }) => tokenRefreshCron },
    // One account that hangs must not hold up the others, and those that end together share a commit. At Instagram's
    // usual pace about a hundred a second: spread enough.
    width: 32,
    pageSize: 100,
    share: 2,
    leftOut: ({ log }, accountId) => log.warn('refresh.left_out', { accountId }),
    async *due({ db, clock }, limit) {
      const window = dueWindow(clock.now())
      let after: refreshes.DueRefresh | null = null
      for (;;) {
        const page: refreshes.DueRefresh[] = await refreshes.listDue(db, window, { after, limit })
        yield page.map(({ id }) => id)
        after = page.at(-1) ?? null
        if (page.length < limit) return
      }
    },
    async run(deps, id) {
      const due = await refreshes.findForRefresh(deps.db, id)
      return due ? refreshAccount(deps, due) : 'skipped'
    },
    // What could not be renewed in time is the user's to know.
    afterAll: tellExpiring,
  },
  sync: {
    outcomes: syncOutcomes,
    timing: { pattern: ({ syncCron }) => syncCron },
    width: parallelSyncs,
    pageSize: 100,
    share: 1,
    leftOut: ({ log }, accountId) => log.warn('sync.left_out', { accountId }),
    due: listActive,
    run: syncIfOlder,
    tally: tallyNight,
  },
  'catch-up': {
    outcomes: syncOutcomes,
    timing: everyMinute,
    width: parallelSyncs,
    pageSize: 100,
    share: 1,
    due: (deps, limit) =>
      untilNoneIsNew(limit, async () => [
        ...(await listInterrupted(deps)),
        // The longest waiting; those that are refused with the app would all learn the same.
        ...((await deps.budget.isAppRefused())
          ? []
          : await syncQueue.listDue(deps.db, { ...catchUpDue(deps.clock.now()), limit })),
      ]),
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      // The first calls after a silence show whether it is over; as long as it is not, nobody else need begin.
      if (!account || (await deps.budget.isAppRefused())) return 'skipped'
      const isWaiting = account.catchUpAt !== null && !isAhead(account.catchUpAt, 'wait', deps.clock.now())
      const isDue = isWaiting || (await isInterrupted(deps, account))
      return isDue ? syncInBackground(deps, account, { isCatchUp: true }) : 'skipped'
    },
  },
  audience: {
    outcomes: readOutcomes,
    timing: everyMinute,
    width: 4,
    pageSize: 50,
    share: 1,
    due: ({ db, clock }, limit) =>
      untilNoneIsNew(limit, () => audiences.listDue(db, { ...audienceDue(clock.now()), limit })),
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      return account && !isAudienceRead(account, deps.clock.now()) ? readAudience(deps, id) : 'skipped'
    },
  },
  stories: {
    outcomes: readOutcomes,
    // Stories live for a day: their last figures are at most four hours from their end.
    timing: { pattern: ({ syncCron }) => (syncCron === 'off' ? 'off' : '15 */4 * * *') },
    width: 4,
    pageSize: 100,
    share: 1,
    due: listActive,
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      return account ? readStories(deps, account) : 'skipped'
    },
  },
  posts: {
    outcomes: readOutcomes,
    timing: everyMinute,
    width: 4,
    pageSize: 100,
    share: 1,
    isOff: ({ syncCron }) => syncCron === 'off',
    due: ({ db, clock }, limit) =>
      untilNoneIsNew(limit, () => youngPosts.listAccountsDue(db, { ...postsDue(clock.now()), limit })),
    async run(deps, id) {
      const account = await accounts.findById(deps.db, id)
      return account ? readYoungPosts(deps, account) : 'skipped'
    },
  },
}

/** For an operator, who does not wait for a night and is told how far it is. */
export const overdueSyncs: LocalWork<SyncOutcome> = {
  outcomes: syncOutcomes,
  width: parallelSyncs,
  pageSize: Infinity,
  async *due(deps) {
    yield await listOverdue(deps)
  },
  run: syncIfOlder,
}

async function* listActive({ db }: Deps, limit: number): AsyncIterable<readonly string[]> {
  for (let after = ''; ;) {
    const page = await accountLists.listActiveIds(db, { after, limit })
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < limit) return
    after = last
  }
}

/** Of a list that work makes shorter. What is at work elsewhere or queued stays on it: the next minute looks again. */
async function* untilNoneIsNew(limit: number, list: () => Promise<string[]>): AsyncIterable<readonly string[]> {
  let before: ReadonlySet<string> = new Set()
  for (;;) {
    const page = [...new Set(await list())]
    if (page.every((id) => before.has(id))) return
    yield page.filter((id) => !before.has(id))
    if (page.length < limit) return
    before = new Set(page)
  }
}
