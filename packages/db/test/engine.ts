import type { Database, Dialect, SchemaTreatment } from '../src/index.ts'

/** A kind of database that the contract is tested on. */
export interface Engine {
  dialect: Dialect
  /** Whether whole transactions run one after another. A PostgreSQL server runs them side by side. */
  isSerial: boolean
  /** A place without rows; without tables, too, when it has to be blank. */
  makePlace(need: { isBlank: boolean }): Promise<Place>
}

export interface Place {
  /** Opens the place as a starting process does. What is opened is closed by the caller. */
  open(schema?: SchemaTreatment): Promise<Database>
  /** Runs one statement past the package, as an administrator's console would. */
  run(statement: string): Promise<Record<string, unknown>[]>
  tables(): Promise<string[]>
}
