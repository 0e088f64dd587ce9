/** Whether a statement failed because a unique index already has the value, on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])
}

/** Whether PostgreSQL rolled a transaction back because of another one: a deadlock, or an order that does not exist. */
export function isPassingConflict(error: unknown): boolean {
  return hasCode(error, ['40P01', '40001'])
}

/** Drivers say it in a code, and Drizzle wraps them. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  for (let current = error; current !== null && typeof current === 'object';) {
    const { code, cause } = current as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && codes.includes(code)) return true
    current = cause
  }
  return false
}
