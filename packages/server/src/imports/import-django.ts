import { openForeignDatabase, type ForeignDatabase } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { importAccount, readAccount, type ImportedAccount } from './import-accounts.ts'
import { importDays, readDay, type SourceDay } from './import-days.ts'
import { importNotification, kindOf } from './import-notifications.ts'
import { addFault, addUser, emptyReport, type ImportReport } from './import-report.ts'
import { sourceTables } from './django-names.ts'
import { findTables, type FoundTable, type FoundTables, type Mapping, type MappingFault } from './mapping.ts'
import { textOf, uuidOf } from './values.ts'

const rowsAtOnce = 500

export interface DjangoImport {
  /** A SQLite file or a `postgres://` URL; it is only read. */
  from: string
  mapping: Mapping
  isDryRun: boolean
  onProgress?: (progress: { table: string; done: number; total: number }) => void
}

/** The source has not the tables and columns that are needed, or not those that the mapping names. */
export class MappingRefused extends Error {
  override readonly name = 'MappingRefused'
  readonly faults: readonly MappingFault[]

  constructor(faults: readonly MappingFault[]) {
    super('The tables of the source were not found')
    this.faults = faults
  }
}

type Importing = Pick<Deps, 'db' | 'vault' | 'clock' | 'record' | 'keys' | 'settings'>

/**
 * Takes over what the Django app had, row by row. What is here is never overwritten, so that it may be ended at any moment
 * and run again; twice is the same as once.
 * @throws MappingRefused with all that is missing; ForeignDatabaseError when the source can not be read
 */
export async function importDjango(deps: Importing, request: DjangoImport): Promise<ImportReport> {
  const source = await openForeignDatabase(request.from)
  try {
    const { found, faults } = findTables(await source.tables(), request.mapping)
    if (faults.length > 0) throw new MappingRefused(faults)
    const report = emptyReport(request.isDryRun)
    for (const name of sourceTables) report.tables[name] = found.tables[name]?.table.name ?? null
    const work = { deps, source, found, request, report }
    const imported = await takeAccounts(work)
    await takeDays(work, imported)
    await takeNotifications(work, imported)
    await countAttempts(work)
    if (!request.isDryRun) await tellEnd(deps, report)
    return report
  } finally {
    await source.close()
  }
}

interface Work {
  deps: Importing
  source: ForeignDatabase
  found: FoundTables
  request: DjangoImport
  report: ImportReport
}

/** All rows of a table, some at a time, each by our names of its columns. */
async function* rowsOf({ source, request }: Work, { table, columns }: FoundTable) {
  const total = await source.count(table)
  const present = Object.entries(columns).flatMap(([name, column]) =>
    column === null ? [] : [[name, column] as const],
  )
  const orderBy = columns['id'] ?? ''
  let done = 0
  for (let after: unknown = null; ;) {
    const page = { table, columns: present.map(([, column]) => column), orderBy, after, limit: rowsAtOnce }
    const rows = await source.rows(page)
    const named = rows.map((row): Record<string, unknown> =>
      Object.fromEntries(present.map(([name], index) => [name, row[index]])),
    )
    if (named.length > 0) yield named
    done += rows.length
    request.onProgress?.({ table: table.name, done, total })
    if (rows.length < rowsAtOnce) return
    after = named.at(-1)?.['id'] ?? null
  }
}

async function takeAccounts(work: Work): Promise<Map<string, ImportedAccount>> {
  const { deps, report, request, found } = work
  const imported = new Map<string, ImportedAccount>()
  const accounts = found.tables.accounts
  if (!accounts) return imported
  const userIdOf = await userIds(work)
  for await (const rows of rowsOf(work, accounts)) {
    for (const row of rows) {
      report.accounts.found += 1
      const read = readAccount(row, { userIdOf, report, table: accounts.table.name })
      if (read === null) report.accounts.skipped.faulty += 1
      else {
        addUser(report, read.userId)
        imported.set(read.key, await importAccount(deps, read, { report, isDryRun: request.isDryRun }))
      }
    }
  }
  return imported
}

/** The host's id of a user: the one that the row points at, or what the mapping says stands there. */
async function userIds({ source, found: { users }, request }: Work): Promise<(value: unknown) => string | null> {
  const formed = request.mapping.users?.form === 'uuid' ? uuidOf : textOf
  if (users === null) return formed
  const known = new Map<string, string>()
  for (let after: unknown = null; ;) {
    const page = { table: users.table, columns: [users.key, users.value], orderBy: users.key, after, limit: rowsAtOnce }
    const rows = await source.rows(page)
    for (const [key, value] of rows) {
      const text = formed(value)
      if (text !== null) known.set(textOf(key) ?? '', text)
    }
    if (rows.length < rowsAtOnce) break
    after = rows.at(-1)?.[0] ?? null
  }
  return (value) => known.get(textOf(value) ?? '') ?? null
}

async function takeDays(work: Work, imported: ReadonlyMap<string, ImportedAccount>): Promise<void> {
  const { deps, report, request, found } = work
  const metrics = found.tables.metrics
  if (!metrics) return
  const table = metrics.table.name
  const today = dayOf(deps.clock.now())
  for await (const rows of rowsOf(work, metrics)) {
    const byAccount = new Map<string, SourceDay[]>()
    for (const row of rows) {
      report.days.found += 1
      const day = readDay(row, { report, table, today })
      const account = day && imported.get(day.accountKey)
      if (day && !account) addFault(report, { table, row: textOf(row['id']) ?? '', problem: 'no_account' })
      if (day && account && !account.isSkipped)
        byAccount.set(day.accountKey, [...(byAccount.get(day.accountKey) ?? []), day])
    }
    for (const [key, days] of byAccount) {
      const accountId = imported.get(key)?.accountId ?? null
      await importDays(deps, accountId, { days, report, isDryRun: request.isDryRun })
    }
  }
}

async function takeNotifications(work: Work, imported: ReadonlyMap<string, ImportedAccount>): Promise<void> {
  const { deps, report, request, found } = work
  const notifications = found.tables.notifications
  if (!notifications) return
  const userIdOf = await userIds(work)
  // They name a user, and the first account of theirs is the one that is meant.
  const byUser = new Map([...imported.values()].toReversed().map((account) => [account.userId, account]))
  for await (const rows of rowsOf(work, notifications)) {
    for (const row of rows) {
      const counts = report.notifications
      counts.found += 1
      const kind = kindOf(textOf(row['kind']) ?? '', request.mapping.notificationKinds ?? {})
      if (kind === undefined) {
        const fault = {
          table: notifications.table.name,
          row: textOf(row['id']) ?? '',
          problem: 'unknown_kind',
        } as const
        addFault(report, fault)
      }
      const account = byUser.get(userIdOf(row['userId']) ?? '')
      if (!kind || !account || account.isSkipped) counts.leftOut += 1
      else if (await importNotification(deps, { row, kind, account, isDryRun: request.isDryRun })) counts.imported += 1
      else counts.known += 1
    }
  }
}

async function countAttempts(work: Work): Promise<void> {
  const attempts = work.found.tables.attempts
  if (!attempts) return
  const counts = work.report.attempts
  for await (const rows of rowsOf(work, attempts)) {
    for (const row of rows) {
      const step = textOf(row['step']) ?? 'unknown'
      counts.found += 1
      counts.byStep[step] = (counts.byStep[step] ?? 0) + 1
    }
  }
}

async function tellEnd({ db, clock, record, settings }: Importing, report: ImportReport): Promise<void> {
  const data = {
    accounts: report.accounts.imported,
    days: report.days.imported,
    notifications: report.notifications.imported,
  }
  if (Object.values(data).every((rows) => rows === 0)) return
  const event = { type: 'import.completed', userId: null, accountId: null, data } as const
  const by = { caller: systemCaller(settings.defaultLocale), at: clock.now() }
  await db.transaction(async (tx) => void (await record(tx, event, by)))
}
