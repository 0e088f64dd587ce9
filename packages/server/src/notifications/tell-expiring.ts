import { refreshes } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/index.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'

/** Days before the end of a token at which its user is told, once each. */
export const expiryStages = [1, 3, 7] as const

const pageSize = 100

/**
 * Tells users whose connection is about to end, since no refresh has renewed it: at each stage once for each expiry.
 * Of stages that were missed only the nearest is told.
 * @param options `beforeRefresh`: those are left for later whose token is still to be refreshed
 * @returns how many were told
 */
export async function tellExpiring(
  { db, clock, record, settings, background }: Deps,
  { beforeRefresh }: { beforeRefresh?: refreshes.DueWindow } = {},
): Promise<number> {
  let told = 0
  for (let after: refreshes.ExpiringToken | null = null; ;) {
    const now = clock.now()
    const until = addMs(now, Math.max(...expiryStages) * dayMs)
    const page: refreshes.ExpiringToken[] = await refreshes.listExpiring(
      db,
      { now, until, except: beforeRefresh },
      { after, limit: pageSize },
    )
    for (const account of page) {
      if (background.isEnding()) return told
      const days = stageOf(account.tokenExpiresAt, now)
      if (days === undefined || (account.expiryNoticeDays ?? Infinity) <= days) continue
      const isTold = await db.transaction(async (tx) => {
        if (!(await refreshes.claimExpiryNotice(tx, account, days))) return false
        const data = { days, expiresAt: account.tokenExpiresAt.toISOString() }
        const subject = { userId: account.userId, accountId: account.id }
        const by = { caller: systemCaller(settings.defaultLocale), at: now }
        await record(tx, { type: 'token.expiring', ...subject, data }, by)
        return true
      })
      if (isTold) told += 1
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return told
    after = last
  }
}

function stageOf(expiresAt: Date, now: Date): number | undefined {
  return expiryStages.find((days) => expiresAt.getTime() - now.getTime() <= days * dayMs)
}
