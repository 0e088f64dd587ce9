import { accounts, dailyMetrics, type Database } from '@instagram-dashboard/db'
import { addDays, dayOf } from '../src/instagram/index.ts'
import type { Sandbox } from '../src/sandbox/index.ts'
import { createVault, Secret } from '../src/vault/index.ts'

const dayMs = 86_400_000

export const accountIdOf = (index: number) => `account-${String(index).padStart(5, '0')}`

/**
 * Accounts that were connected and synced some time ago, each with a token of its own that the sandbox gave then, and
 * with a settled history, so that only what the last days brought is to be read.
 */
export async function insertAccounts(
  db: Database,
  {
    key,
    sandbox,
    size,
    ageDays,
    first = 0,
    lastSyncedAt,
    historyDays = 95,
  }: {
    key: string
    sandbox: Sandbox
    size: number
    ageDays: number
    /** The number of the first of them. */
    first?: number
    /** Then by default. */
    lastSyncedAt?: Date
    historyDays?: number
  },
): Promise<void> {
  const { control } = sandbox
  const now = control.now()
  const then = new Date(now.getTime() - ageDays * dayMs)
  const vault = createVault({ keys: Secret.of(key), now: () => then })
  control.setNow(then)
  const tokens = Array.from({ length: size }, (_, index) => control.giveLongToken(`conta.${first + index}`))
  control.setNow(now)
  const history = historyUntil(dayOf(then), then, historyDays)
  for (const [position, token] of tokens.entries()) {
    const index = first + position
    const id = accountIdOf(index)
    const instagramUserId = `178414000${id.slice(-5)}000`
    await db.transaction(async (tx) => {
      await accounts.insert(tx, {
        id,
        userId: `user-${id}`,
        instagramUserId,
        username: `conta.${index}`,
        status: 'active',
        sealedToken: vault.seal({ purpose: 'long_token', owner: id, subject: instagramUserId }, Secret.of(token)),
        tokenIssuedAt: then,
        tokenExpiresAt: new Date(then.getTime() + 60 * dayMs),
        grantedScopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
        connectedAt: then,
        lastSyncedAt: lastSyncedAt ?? then,
        audienceReadAt: now,
        createdAt: then,
        updatedAt: then,
      })
      await dailyMetrics.saveDays(
        tx,
        history.map((row) => ({ ...row, accountId: id })),
      )
    })
  }
}

/** That many days, all of them read after Instagram had stopped to correct them. */
function historyUntil(
  lastDay: string,
  readAt: Date,
  length: number,
): Omit<dailyMetrics.DailyMetricsRow, 'accountId'>[] {
  return Array.from({ length }, (_, index) => ({
    day: addDays(lastDay, -index - 4),
    reach: 10,
    views: 20,
    accountsEngaged: 3,
    totalInteractions: 4,
    likes: 3,
    comments: 1,
    saves: 0,
    shares: 0,
    replies: 0,
    reposts: 0,
    profileViews: 2,
    websiteClicks: 0,
    profileLinksTaps: 0,
    newFollowers: null,
    follows: 0,
    unfollows: 0,
    other: {},
    missing: {},
    unsettled: [],
    followsReadAt: readAt,
    rawEndTime: null,
    isFinal: true,
    fetchedAt: readAt,
    importedAt: null,
  }))
}
