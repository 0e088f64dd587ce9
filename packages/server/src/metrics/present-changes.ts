import { accounts, media, type changes } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MetricsChange } from './changes-contract.ts'
import { presentAll } from './list-media.ts'
import { readNamedDays } from './read-days.ts'

/** What a follower is told of: which row changed, and when. */
export type ChangedRow = Pick<changes.ChangeRow, 'accountId' | 'kind' | 'key' | 'changedAt'>

/** The rows as they are now, which may be later than the change that they are told for. */
export async function presentChanges(
  deps: Pick<Deps, 'db' | 'clock'>,
  rows: readonly ChangedRow[],
): Promise<MetricsChange[]> {
  const values = new Map<string, Awaited<ReturnType<typeof readValues>>>()
  for (const accountId of new Set(rows.map((row) => row.accountId))) {
    const own = rows.filter((row) => row.accountId === accountId)
    values.set(accountId, await readValues(deps, accountId, own))
  }
  return rows.map((row) => present(row, values.get(row.accountId)))
}

async function readValues(deps: Pick<Deps, 'db' | 'clock'>, accountId: string, changed: readonly ChangedRow[]) {
  const days = changed.flatMap(({ kind, key }) => (kind === 'day' ? [key] : []))
  const mediaIds = changed.flatMap(({ kind, key }) => (kind === 'post' || kind === 'story' ? [key] : []))
  const read = days.length === 0 ? [] : await readNamedDays(deps, accountId, days)
  const account = mediaIds.length === 0 ? undefined : await accounts.findById(deps.db, accountId)
  const rows = account === undefined ? [] : await media.listNamed(deps.db, accountId, mediaIds)
  const present = rows.filter(({ goneAt }) => goneAt === null)
  const items = account === undefined ? [] : await presentAll(deps.db, account, present)
  return {
    days: new Map(read.map((day) => [day.date, day])),
    media: new Map(items.map(({ previewUrl: _previewUrl, ...item }) => [item.id, item])),
  }
}

function present(
  { accountId, kind, key, changedAt }: ChangedRow,
  values: Awaited<ReturnType<typeof readValues>> | undefined,
): MetricsChange {
  if (kind === 'account') return { kind, accountId, key: accountId, change: 'gone', changedAt, value: null }
  if (kind === 'day') {
    const value = values?.days.get(key) ?? null
    return { kind, accountId, key, change: value === null ? 'gone' : 'changed', changedAt, value }
  }
  const value = values?.media.get(key) ?? null
  return { kind, accountId, key, change: value === null ? 'gone' : 'changed', changedAt, value }
}
