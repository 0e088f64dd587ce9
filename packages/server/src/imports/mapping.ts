import type { ForeignTable } from '@instagram-dashboard/db'
import { z } from 'zod'
import { sourceColumns, sourceTables, usualName, type SourceTable } from './django-names.ts'

const name = z.string().min(1).max(200)
const columnsOf = <Table extends SourceTable>(table: Table) =>
  z.strictObject(Object.fromEntries(Object.keys(sourceColumns[table]).map((column) => [column, name.optional()])))

/** What a mapping file may say: names that are not the usual ones. */
export const mappingSchema: z.ZodType<Mapping> = z.strictObject({
  tables: z.strictObject(Object.fromEntries(sourceTables.map((table) => [table, name.optional()]))).optional(),
  columns: z
    .strictObject({
      accounts: columnsOf('accounts').optional(),
      metrics: columnsOf('metrics').optional(),
      notifications: columnsOf('notifications').optional(),
      attempts: columnsOf('attempts').optional(),
    })
    .optional(),
  /** Where the host's id of a user is another column than the one that the rows point at. */
  users: z.strictObject({ table: name, key: name, value: name }).optional(),
  /** Words of the old app for a notification; `null` leaves them out. */
  notificationKinds: z
    .record(name, z.enum(['first_connection', 'token_expiring', 'sync_failed', 'connection_lost']).nullable())
    .optional(),
})

type Names = Record<string, string | undefined>
type KnownKind = 'first_connection' | 'token_expiring' | 'sync_failed' | 'connection_lost'

// Written out, so that what hosts get as types asks for no library.
export interface Mapping {
  tables?: Names | undefined
  columns?: Partial<Record<SourceTable, Names | undefined>> | undefined
  users?: { table: string; key: string; value: string } | undefined
  notificationKinds?: Record<string, KnownKind | null> | undefined
}

/** A table of the source and what its columns are called; a column that is not there is `null`. */
export interface FoundTable {
  table: ForeignTable
  columns: Record<string, string | null>
}

export interface FoundTables {
  tables: Partial<Record<SourceTable, FoundTable>>
  users: { table: ForeignTable; key: string; value: string } | null
}

/** Something that a mapping names and the source lacks, or that is needed and nowhere found. */
export interface MappingFault {
  at: string
  problem: 'no_such_table' | 'no_such_column' | 'table_not_found' | 'column_not_found'
  name: string
}

/** Which tables and columns are meant: as the mapping says, or by their usual names. All faults together. */
export function findTables(
  known: readonly ForeignTable[],
  mapping: Mapping,
): { found: FoundTables; faults: MappingFault[] } {
  const faults: MappingFault[] = []
  const tables: FoundTables['tables'] = {}
  for (const source of sourceTables) {
    const said = mapping.tables?.[source]
    const table = said === undefined ? findUsual(known, source) : find(known, said)
    if (!table) {
      if (said !== undefined) faults.push({ at: `tables.${source}`, problem: 'no_such_table', name: said })
      else if (source === 'accounts') {
        faults.push({ at: `tables.${source}`, problem: 'table_not_found', name: usualName(source) })
      }
      continue
    }
    const columns = findColumns(table, source, mapping.columns?.[source] ?? {})
    faults.push(...columns.faults)
    tables[source] = { table, columns: columns.found }
  }
  return { found: { tables, users: findUsers(known, mapping, faults) }, faults }
}

function findColumns(table: ForeignTable, source: SourceTable, said: Record<string, string | undefined>) {
  const faults: MappingFault[] = []
  const found: Record<string, string | null> = {}
  for (const [column, { names, isNeeded }] of Object.entries(sourceColumns[source])) {
    const named = said[column]
    const at = `columns.${source}.${column}`
    const candidates: readonly string[] = named === undefined ? names : [named]
    const actual = candidates.flatMap((candidate) => pick(table.columns, candidate) ?? [])[0] ?? null
    found[column] = actual
    if (actual === null && named !== undefined) faults.push({ at, problem: 'no_such_column', name: named })
    else if (actual === null && isNeeded) faults.push({ at, problem: 'column_not_found', name: names.join(', ') })
  }
  return { found, faults }
}

function findUsers(known: readonly ForeignTable[], { users }: Mapping, faults: MappingFault[]): FoundTables['users'] {
  if (users === undefined) return null
  const table = find(known, users.table)
  if (!table) {
    faults.push({ at: 'users.table', problem: 'no_such_table', name: users.table })
    return null
  }
  const [key, value] = [pick(table.columns, users.key), pick(table.columns, users.value)]
  if (key === undefined) faults.push({ at: 'users.key', problem: 'no_such_column', name: users.key })
  if (value === undefined) faults.push({ at: 'users.value', problem: 'no_such_column', name: users.value })
  return key === undefined || value === undefined ? null : { table, key, value }
}

/** The same name in the same letters, else in small and large ones mixed. */
function pick(names: readonly string[], wanted: string): string | undefined {
  return names.includes(wanted) ? wanted : names.find((one) => one.toLowerCase() === wanted.toLowerCase())
}

function find(known: readonly ForeignTable[], wanted: string): ForeignTable | undefined {
  const actual = pick(
    known.map((table) => table.name),
    wanted,
  )
  return known.find((table) => table.name === actual)
}

/** As Django calls it; else the only table that ends so, under whatever label. */
function findUsual(known: readonly ForeignTable[], source: SourceTable): ForeignTable | undefined {
  const usual = find(known, usualName(source))
  if (usual) return usual
  const ending = usualName(source).split('_')[1] ?? ''
  const alike = known.filter((table) => table.name.toLowerCase().endsWith(ending))
  return alike.length === 1 ? alike[0] : undefined
}
