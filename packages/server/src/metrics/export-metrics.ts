import type { accounts } from '@instagram-dashboard/db'
import { toCsv } from '../csv.ts'
import type { Deps } from '../deps.ts'
import type { MetricsExportInput, MetricsExportResult } from './export-contract.ts'
import { metricNames } from './metric-definitions.ts'
import { readRange } from './range.ts'
import { readDays } from './read-days.ts'

/** The stored days of a range as a file, oldest first. An unknown number is an empty cell or `null`, never 0. */
export async function exportMetrics(
  deps: Deps,
  account: accounts.AccountRow,
  { format, ...input }: MetricsExportInput,
): Promise<MetricsExportResult> {
  const range = await readRange(deps, account.id, input)
  const days = await readDays(deps, account.id, range)
  // A username is Instagram's, but a file name is ours: nothing but letters that every system takes.
  const name = account.username.replace(/[^\w.-]/g, '_')
  const fileName = `instagram-${name}-${range.first}-${range.last}.${format}`
  if (format === 'json') {
    const content = JSON.stringify({ username: account.username, days }, null, 2)
    return { fileName, contentType: 'application/json', content }
  }
  const columns = ['date', 'is_final', ...metricNames.map(snakeCase), 'provisional', 'derived']
  const rows = days.map((day) => [
    day.date,
    day.isFinal,
    ...metricNames.map((metric) => day[metric]),
    ...[day.provisional, day.derived].map((metrics) => metrics.map(snakeCase).join(' ')),
  ])
  return { fileName, contentType: 'text/csv; charset=utf-8', content: toCsv(columns, rows) }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
