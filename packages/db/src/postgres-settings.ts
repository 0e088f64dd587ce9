import type { PoolConfig } from 'pg'

export interface PostgresOptions {
  /** The most connections that this process opens at once; 10 unless said. */
  poolMax?: number | undefined
}

/**
 * Longest times in milliseconds, so that a lost server or a forgotten transaction costs one request and not the whole
 * process. Each can be set in the URL instead, by its name: `?statement_timeout=120000`.
 */
const longest = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: 60_000,
  lock_timeout: 15_000,
  idle_in_transaction_session_timeout: 60_000,
}
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full']
// A connection is renewed now and then, so that a server that moved is found again by its name.
const oldestConnectionSeconds = 30 * 60

/**
 * What the pool of `pg` is made of, from the URL.
 * @throws Error without the URL's password when it can not be read, or names an `sslmode` that does not exist
 */
export function postgresSettings(url: string, { poolMax = 10 }: PostgresOptions = {}): PoolConfig {
  if (!URL.canParse(url)) throw new Error('The database URL can not be read: encode special signs, such as @ as %40')
  const { searchParams } = new URL(url)
  const sslMode = searchParams.get('sslmode')
  if (sslMode !== null && !sslModes.includes(sslMode)) {
    throw new Error(`sslmode in the database URL must be one of ${sslModes.join(', ')}`)
  }
  // The words as libpq means them, and so every provider's manual. Without this, pg takes `require` for `verify-full`
  // and warns that it will not for ever.
  const compatible = sslMode === null ? url : `${url}&uselibpqcompat=true`
  return {
    connectionString: compatible,
    max: poolMax,
    keepAlive: true,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: oldestConnectionSeconds,
    application_name: 'instagram-dashboard',
    ...longest,
  }
}
