export type CopyRefusal =
  | 'source_missing'
  | 'source_outdated'
  | 'source_empty'
  | 'source_in_use'
  | 'source_changed'
  | 'target_in_use'
  | 'target_not_empty'
  | 'target_of_another'
  | 'unstorable_text'
  | 'differs'

/** Why nothing, or no more, was copied. What was copied before stays, and a next call goes on from there. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
  readonly reason: CopyRefusal
  /** The table that it is about, if it is about one. */
  readonly table: string | null

  constructor(reason: CopyRefusal, { table = null, cause }: { table?: string | null; cause?: unknown } = {}) {
    super(table === null ? reason : `${reason}: ${table}`, { cause })
    this.reason = reason
    this.table = table
  }
}
