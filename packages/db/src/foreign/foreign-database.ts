/** How a table of another program's is called, and its columns. */
export interface ForeignTable {
  name: string
  columns: readonly string[]
}

export interface ForeignPage {
  table: ForeignTable
  columns: readonly string[]
  /** The order; the values after the last one of the page before, `null` at first. */
  orderBy: string
  after: unknown
  limit: number
}

/** Another program's database, which is only read, as it was at the moment in which it was opened. */
export interface ForeignDatabase {
  tables(): Promise<ForeignTable[]>
  count(table: ForeignTable): Promise<number>
  /** The next rows, each with the values of the columns in their order. */
  rows(page: ForeignPage): Promise<unknown[][]>
  close(): Promise<void>
}

/** It is not there, can not be opened, or can not be read. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError'
}

/** @throws ForeignDatabaseError for whatever fails in it: the words of the driver may hold an address with its password */
export async function reading<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw new ForeignDatabaseError('The database can not be read', { cause })
  }
}

/** A name as SQL takes it, whatever stands in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
