import { accounts, syncQueue } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { HealthResult } from './contract.ts'

const expiringSoonMs = 7 * 86_400_000

/** Whether the product works, by what the database and the newest call to Instagram show. */
export async function readHealth({ db, clock, instagram, budget }: Deps): Promise<HealthResult> {
  const counts = await accounts.countForHealth(db, new Date(clock.now().getTime() + expiringSoonMs))
  const instagramApiStatus = instagram.reachability()
  const instagramPausedUntil = await budget.appPausedUntil()
  const unsupportedMetrics: Record<string, number> = {}
  for (const metric of (await syncQueue.listUnsupportedMetrics(db)).flatMap((metrics) => Object.keys(metrics))) {
    unsupportedMetrics[metric] = (unsupportedMetrics[metric] ?? 0) + 1
  }
  const isDegraded = counts.withErrors > 0 || instagramApiStatus === 'unreachable' || instagramPausedUntil !== null
  return {
    status: isDegraded ? 'degraded' : 'healthy',
    activeAccounts: counts.active,
    tokensExpiringSoon: counts.tokensExpiringSoon,
    accountsWithErrors: counts.withErrors,
    instagramApiStatus,
    instagramPausedUntil,
    unsupportedMetrics,
  }
}
