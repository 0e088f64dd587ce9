/** The `DATABASE_URL` names an engine or a place that can not be used. The message holds no password. */
export class DatabaseOpenError extends Error {
  override readonly name: string = 'DatabaseOpenError'
}

/**
 * `nothing_to_move`: no installation in the schema `public`. `target_has_one`: there is one where it should go. `in_use`: a
 * process is connected.
 */
export type MoveRefusal = 'nothing_to_move' | 'target_has_one' | 'in_use'

/** Why no table was moved into another schema. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused'
  readonly reason: MoveRefusal

  constructor(reason: MoveRefusal) {
    super(reason)
    this.reason = reason
  }
}

/** `empty`: no tables yet. `older`: a migration is missing. `newer`: this version does not run on one that is there. */
export type SchemaFault = 'empty' | 'older' | 'newer'

const sentences: Record<SchemaFault, (found: string, ours: string) => string> = {
  empty: () => 'The database has no tables yet: run migrate, or start serve',
  older: (found, ours) =>
    `The database schema (${found}) is older than this version (${ours}): run migrate, or serve --migrate`,
  newer: (found) => `The database schema (${found}) is newer than this version: install the newer version`,
}

/** The database opened, but this version can not run on the schema that it has. */
export class SchemaMismatch extends DatabaseOpenError {
  override readonly name = 'SchemaMismatch'
  readonly fault: SchemaFault
  /** Name of the newest migration in the database; empty where there is none. */
  readonly found: string
  /** Name of the newest migration that this version knows. */
  readonly ours: string
  /** Names of the migrations that would be applied. */
  readonly missing: string[]

  constructor(fault: SchemaFault, { found, ours, missing }: { found: string; ours: string; missing: string[] }) {
    super(sentences[fault](found, ours))
    this.fault = fault
    this.found = found
    this.ours = ours
    this.missing = missing
  }
}
