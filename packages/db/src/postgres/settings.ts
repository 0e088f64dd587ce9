import type { PoolConfig } from 'pg'

export interface PostgresOptions {
  /** The most connections that this process opens at once; 10 unless said. */
  poolMax?: number | undefined
  /**
   * The schema of our tables. When not given: where an installation is, in `instagram_dashboard` or, of the first release,
   * in `public`; a new one is made in `instagram_dashboard`.
   */
  tableSchema?: string | undefined
}

/**
 * Longest times in milliseconds, so that a lost server or a forgotten transaction costs one request and not the whole
 * process. Each can be set in the URL instead, by its name: `?statement_timeout=120000`.
 */
const connectionTimeoutMillis = 10_000
const defaultLimits = {
  statement_timeout: '60000',
  lock_timeout: '15000',
  idle_in_transaction_session_timeout: '60000',
}

export interface PostgresSettings extends PoolConfig {
  /** What each session is told after it was opened: PgBouncer lets none of these through while it is opened. */
  limits: Record<keyof typeof defaultLimits, string>
}
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full']
const insistOnNothing = ['disable', 'allow', 'prefer']
// A connection is renewed now and then, so that a server that moved is found again by its name.
const oldestConnectionSeconds = 30 * 60

const isPostgres = (url: string) => /^postgres(ql)?:\/\//.test(url)

/**
 * What is wrong with a database URL, as the end of a sentence that begins with its name and without a part of it;
 * `undefined` when nothing is. Of two values of one parameter the driver takes the last, and readers see the first: a URL
 * that says anything twice is refused.
 */
export function databaseUrlFault(url: string): string | undefined {
  if (!isPostgres(url)) return undefined
  if (!URL.canParse(withHost(url))) return 'can not be read: encode special signs, such as @ as %40'
  const searchParams = parametersOf(url)
  const names = [...searchParams.keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  // Any name may stand there, a long or a secret one too.
  if (twice !== undefined) return `says ${/^\w{1,40}$/.test(twice) ? twice : 'one of its parameters'} twice`
  const sslMode = searchParams.get('sslmode')
  if (sslMode === null) return undefined
  if (!sslModes.includes(sslMode)) return `has an unknown sslmode: there are ${sslModes.join(', ')}`
  return searchParams.has('ssl') ? 'says both ssl and sslmode: leave ssl out' : undefined
}

/** Which database a URL names, without who reads it: the path of a file, or `host:port/name`. */
export function databasePlace(url: string): string {
  if (!isPostgres(url)) return url.replace(/^file:(\/\/(?=\/))?/, '')
  const { host, pathname, searchParams } = new URL(withHost(url))
  return `${searchParams.get('host') ?? host}${pathname}`
}

/** `postgres://user@/app?host=/run/postgresql` is right for PostgreSQL, and needs a host to be a URL. */
function withHost(url: string): string {
  const [address = ''] = url.split('?', 1)
  // Where there are more, one of them is part of a name or a password, and not encoded.
  return address.split('@').length === 2 ? url.replace('@/', '@localhost/') : url
}

function parametersOf(url: string): URLSearchParams {
  return new URL(withHost(url)).searchParams
}

/**
 * What the pool of `pg` is made of, from the URL.
 * @throws Error without a part of the URL when it has a fault
 */
export function postgresSettings(url: string, { poolMax = 10 }: PostgresOptions = {}): PostgresSettings {
  const fault = databaseUrlFault(url)
  if (fault !== undefined) throw new Error(`The database URL ${fault}`)
  const parameters = parametersOf(url)
  // The words as libpq means them, and so every provider's manual. Without this, pg takes `require` for `verify-full`
  // and warns that it will not for ever.
  if (parameters.has('sslmode')) parameters.set('uselibpqcompat', 'true')
  const limits = { ...defaultLimits }
  for (const name of Object.keys(limits) as (keyof typeof limits)[]) {
    limits[name] = parameters.get(name) ?? limits[name]
    parameters.delete(name)
  }
  const [address = ''] = url.split('?', 1)
  return {
    connectionString: parameters.size === 0 ? address : `${address}?${parameters.toString()}`,
    limits,
    max: poolMax,
    keepAlive: true,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: oldestConnectionSeconds,
    application_name: 'instagram-dashboard',
    connectionTimeoutMillis,
  }
}

/**
 * Whether what is stored may travel over a network in plain text: to another machine, without `sslmode` or with one that
 * does not insist on TLS. Never for SQLite, a Unix socket or this machine. Asked of the driver itself, which also looks at
 * its own environment variables.
 */
export async function isPlainTextOverNetwork(url: string): Promise<boolean> {
  const sslMode = isPostgres(url) ? parametersOf(url).get('sslmode') : 'none needed'
  if (sslMode !== null && !insistOnNothing.includes(sslMode)) return false
  const { default: pg } = await import('pg')
  const { host, ssl } = new pg.Client({ connectionString: postgresSettings(url).connectionString })
  if (host.startsWith('/') || isThisMachine(host)) return false
  return sslMode !== null || !ssl
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)
}
