/** Whether a statement failed because a unique index already has the value, on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])
}

/** Whether PostgreSQL rolled a transaction back because of another one: a deadlock, or an order that does not exist. */
export function isPassingConflict(error: unknown): boolean {
  return hasCode(error, ['40P01', '40001'])
}

// What a server, a disk or the way there says when it is not about the statement. Of SQLite's codes the beginning counts:
// each has finer ones. Class 08 is a connection that failed, 53 a server that has no room (full, too many connections);
// 57P0x a server that stops or starts, 25006 a standby, 55P03 and 57014 a lock and a statement that took too long.
const passingCodes =
  /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)|08|53|57P0[1-3]|57014|55P03|25006|58030|40001|40P01|ENOSPC$|EDQUOT$|EIO$|EROFS$|EMFILE$|ENFILE$|ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$)/
// `pg` and its pool have no code for these.
const passingMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|The database connection is not open)/

/**
 * What the driver calls a fault that is about the database and not about the statement: it can not be reached, stops,
 * is full or busy, or only reads. The same statement works once that is over.
 * @returns the driver's code or, where it has none, the name of the error; `undefined` for every other failure
 */
export function passingFaultCode(error: unknown): string | undefined {
  for (let current = error; current !== null && typeof current === 'object';) {
    const { code, message, syscall, cause } = current as Record<string, unknown>
    // No file is missing but the socket of a server that is away.
    const isAway = code === 'ENOENT' && syscall === 'connect'
    if (typeof code === 'string' && (passingCodes.test(code) || isAway)) return code
    if (typeof message === 'string' && passingMessages.test(message)) return 'connection_lost'
    current = cause
  }
  return undefined
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
