/** Whether a statement failed because a unique index already has the value, on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  for (let current = error; current !== null && typeof current === 'object';) {
    const { code, cause } = current as { code?: unknown; cause?: unknown }
    if (code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return true
    current = cause
  }
  return false
}
