import { SchemaMismatch } from './open-errors.ts'

/** Why a database does not open, as far as somebody can do something about it. */
export const openFaults = [
  'refused',
  'unknown_host',
  'no_route',
  'password',
  'access_rules',
  'no_database',
  'not_a_database',
  'permission',
  'full',
  'too_many_connections',
  'transaction_pooling',
  'tls',
  'starting',
  'locked',
  'schema_empty',
  'schema_older',
  'schema_newer',
] as const
export type OpenFault = (typeof openFaults)[number]

// Of SQLite's codes the beginning counts: each has finer ones. The others are PostgreSQL's SQLSTATE and the system's.
const byCode: [RegExp, OpenFault][] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/, 'unknown_host'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ECONNRESET)$/, 'no_route'],
  [/^28P01$/, 'password'],
  [/^28000$/, 'access_rules'],
  [/^3D000$/, 'no_database'],
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT)/, 'not_a_database'],
  [/^(EACCES|EPERM|EROFS|EISDIR|ENOTDIR|42501$|SQLITE_(CANTOPEN|READONLY|PERM|AUTH))/, 'permission'],
  [/^(ENOSPC$|EDQUOT$|53100$|SQLITE_FULL)/, 'full'],
  [/^53300$/, 'too_many_connections'],
  [/^TRANSACTION_POOLING$/, 'transaction_pooling'],
  [/^57P03$/, 'starting'],
  [/^(SQLITE_(BUSY|LOCKED)|55P03$)/, 'locked'],
  [/^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET)_)/, 'tls'],
]

// For these the driver has no code.
const byMessage: [RegExp, OpenFault][] = [
  [/^The server does not support SSL connections/, 'tls'],
  [/^There was an error establishing an SSL connection/, 'tls'],
  [/^(timeout expired|Connection terminated)/, 'no_route'],
  [/^SASL: .*password must be a/, 'password'],
]

/** What keeps a database from being opened, by what the driver and the system say. `undefined` when they say neither. */
export function openFaultOf(error: unknown): OpenFault | undefined {
  for (let current = error; current !== null && typeof current === 'object';) {
    if (current instanceof SchemaMismatch) return `schema_${current.fault}`
    const { code, syscall, message, cause } = current as Record<string, unknown>
    // No file is missing but the socket of a server that is not there.
    if (code === 'ENOENT' && syscall === 'connect') return 'refused'
    const found =
      (typeof code === 'string' ? byCode.find(([pattern]) => pattern.test(code)) : undefined) ??
      (typeof message === 'string' ? byMessage.find(([pattern]) => pattern.test(message)) : undefined)
    if (found) return found[1]
    current = cause
  }
  return undefined
}
