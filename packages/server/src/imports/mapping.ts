import type { ForeignTable } from '@instagram-dashboard/db'
import { z } from 'zod'
import { sourceColumns, sourceTables, usualName, type SourceTable } from './django-names.ts'

const name = z.string().min(1).max(200)
/** `null`: to be left out, whatever it is called. */
const nameOrNone = name.nullable().optional()
const columnsOf = <Table extends SourceTable>(table: Table) =>
  z.strictObject(Object.fromEntries(Object.keys(sourceColumns[table]).map((column) => [column, nameOrNone])))

/** What a mapping file may say: names that are not the usual ones. */
export const mappingSchema: z.ZodType<Mapping> = z.strictObject({
  tables: z.strictObject(Object.fromEntries(sourceTables.map((table) => [table, nameOrNone]))).optional(),
  columns: z
    .strictObject({
      accounts: columnsOf('accounts').optional(),
      metrics: columnsOf('metrics').optional(),
      notifications: columnsOf('notifications').optional(),
      attempts: columnsOf('attempts').optional(),
    })
    .optional(),
  /** Where the host's id of a user is another column than the one that the rows point at, or is written in another form. */
  users: z
    .strictObject({
      table: name.optional(),
      key: name.optional(),
      value: name.optional(),
      /** Ids as UUIDs with dashes: on SQLite, Django keeps them as 32 characters. */
      form: z.literal('uuid').optional(),
    })
    .refine(({ table, key, value }) => new Set([table, key, value].map((one) => one === undefined)).size === 1, {
      error: 'table, key, value',
    })
    .optional(),
  /** Words of the old app for a notification; `null` leaves them out. */
  notificationKinds: z
    .record(name, z.enum(['first_connection', 'token_expiring', 'sync_failed', 'connection_lost']).nullable())
    .optional(),
})

type Names = Record<string, string | null | undefined>
type KnownKind = 'first_connection' | 'token_expiring' | 'sync_failed' | 'connection_lost'

// Written out, so that what hosts get as types asks for no library.
export interface Mapping {
  tables?: Names | undefined
  columns?: Partial<Record<SourceTable, Names | undefined>> | undefined
  users?:
    | { table?: string | undefined; key?: string | undefined; value?: string | undefined; form?: 'uuid' | undefined }
    | undefined
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
    const table = said === undefined ? findUsual(known, source) : said && find(known, said)
    if (!table) {
      if (typeof said === 'string') faults.push({ at: `tables.${source}`, problem: 'no_such_table', name: said })
      else if (source === 'accounts') {
        faults.push({ at: `tables.${source}`, problem: 'table_not_found', name: usualName(source) })
      }
      continue
    }
    const columns = findColumns(table, source, mapping.columns?.[source] ?? {})
    // Attempts are only counted: a table of them that is made otherwise is none.
    const isOther = source === 'attempts' && columns.faults.some(({ problem }) => problem === 'column_not_found')
    faults.push(...columns.faults.filter(({ problem }) => !isOther || problem !== 'column_not_found'))
    if (!isOther) tables[source] = { table, columns: columns.found }
  }
  return { found: { tables, users: findUsers(known, mapping, faults) }, faults }
}

function findColumns(table: ForeignTable, source: SourceTable, said: Names) {
  const faults: MappingFault[] = []
  const found: Record<string, string | null> = {}
  for (const [column, { names, isNeeded }] of Object.entries(sourceColumns[source])) {
    const named = said[column]
    const at = `columns.${source}.${column}`
    const candidates: readonly string[] = named === undefined ? names : [named].filter((one) => one !== null)
    const actual = candidates.flatMap((candidate) => pick(table.columns, candidate) ?? [])[0] ?? null
    found[column] = actual
    if (actual === null && typeof named === 'string') faults.push({ at, problem: 'no_such_column', name: named })
    else if (actual === null && isNeeded) faults.push({ at, problem: 'column_not_found', name: names.join(', ') })
  }
  return { found, faults }
}

function findUsers(known: readonly ForeignTable[], { users }: Mapping, faults: MappingFault[]): FoundTables['users'] {
  const { table: named, key: saidKey, value: saidValue } = users ?? {}
  if (named === undefined || saidKey === undefined || saidValue === undefined) return null
  const table = find(known, named)
  if (!table) {
    faults.push({ at: 'users.table', problem: 'no_such_table', name: named })
    return null
  }
  const [key, value] = [pick(table.columns, saidKey), pick(table.columns, saidValue)]
  if (key === undefined) faults.push({ at: 'users.key', problem: 'no_such_column', name: saidKey })
  if (value === undefined) faults.push({ at: 'users.value', problem: 'no_such_column', name: saidValue })
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
