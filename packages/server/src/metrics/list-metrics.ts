import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MetricsListResult, MetricsRangeInput } from './contract.ts'
import { readRange } from './range.ts'
import { readDays } from './read-days.ts'

/** The stored days of a range, oldest first. */
export async function listMetrics(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id'>,
  input: MetricsRangeInput,
): Promise<MetricsListResult> {
  return { items: await readDays(deps, account.id, await readRange(deps, account.id, input)) }
}
