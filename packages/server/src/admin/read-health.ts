import { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { HealthResult } from './contract.ts'

const expiringSoonMs = 7 * 86_400_000

/** Whether the product works, by what the database and the newest call to Instagram show. */
export async function readHealth({ db, clock, instagram }: Deps): Promise<HealthResult> {
  const counts = await accounts.countForHealth(db, new Date(clock.now().getTime() + expiringSoonMs))
  const instagramApiStatus = instagram.reachability()
  const isDegraded = counts.withErrors > 0 || instagramApiStatus === 'unreachable'
  return {
    status: isDegraded ? 'degraded' : 'healthy',
    activeAccounts: counts.active,
    tokensExpiringSoon: counts.tokensExpiringSoon,
    accountsWithErrors: counts.withErrors,
    instagramApiStatus,
  }
}
