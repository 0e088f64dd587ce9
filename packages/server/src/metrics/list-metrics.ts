import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MetricsListResult, MetricsReadInput } from './contract.ts'
import { correctedDays } from './corrected-since.ts'
import { metricNames } from './metric-definitions.ts'
import { readRange } from './range.ts'
import { readDays } from './read-days.ts'
import { viewOf } from './view.ts'

/** The stored days of a range, oldest first. */
export async function listMetrics(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  { asOf, ...input }: MetricsReadInput,
): Promise<MetricsListResult> {
  const view = viewOf(deps, account, asOf)
  const range = await readRange(deps, account.id, { ...input, view })
  const items = await readDays(deps, account.id, { ...range, view })
  return { items, ...(asOf && (await correctedDays(deps, account, { ...range, asOf, names: metricNames }))) }
}
