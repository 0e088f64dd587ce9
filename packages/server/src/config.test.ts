import { describe, expect, it } from 'vitest'
import {
  ConfigurationError,
  readConfiguration,
  readOwnConfiguration,
  secretVariables,
  validateConfiguration,
} from './config.ts'
import { generateFernetKey } from './vault/index.ts'

const good = {
  INSTAGRAM_APP_ID: '1234567890',
  INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
  INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateFernetKey(),
}
const canary = 'canary7f3a'

function faultsOf(environment: Record<string, string | undefined>, needsJwt = false): ConfigurationError {
  try {
    readOwnConfiguration(environment, { needsJwt })
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
  throw new Error('The configuration was accepted')
}
const variablesOf = ({ faults }: ConfigurationError) => [...new Set(faults.map(({ variable }) => variable))].toSorted()

describe('readOwnConfiguration', () => {
  it('fills in the defaults', () => {
    expect(readOwnConfiguration(good)).toMatchObject({
      instagramAppId: '1234567890',
      instagramGraphBaseUrl: 'https://graph.instagram.com',
      instagramGraphVersion: 'v27.0',
      instagramEndTimeRule: 'start',
      allowedOrigins: [],
      host: '127.0.0.1',
      port: 3001,
      syncCooldownMinutes: 15,
      scheduleTimeZone: 'America/Sao_Paulo',
      authJwtMaxAgeSeconds: 0,
      apiDocs: 'on',
      hstsSeconds: 0,
      logLevel: 'info',
      defaultLocale: 'pt-BR',
    })
  })

  it('names everything that is missing at once', () => {
    expect(variablesOf(faultsOf({}, true))).toEqual([
      'AUTH_JWT_SECRET',
      'INSTAGRAM_APP_ID',
      'INSTAGRAM_APP_SECRET',
      'INSTAGRAM_REDIRECT_URI',
      'INSTAGRAM_TOKEN_ENCRYPTION_KEY',
    ])
  })

  it('takes an empty variable for an absent one', () => {
    expect(readOwnConfiguration({ ...good, PORT: '', AUTH_JWT_SECRET: '  ', ALLOWED_ORIGINS: '' })).toEqual(
      readOwnConfiguration(good),
    )
    expect(variablesOf(faultsOf({ ...good, INSTAGRAM_APP_ID: ' ' }))).toEqual(['INSTAGRAM_APP_ID'])
  })

  it('reads numbers, lists and trimmed texts', () => {
    const environment = { ...good, PORT: ' 8080 ', ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173' }
    expect(readOwnConfiguration(environment)).toMatchObject({
      port: 8080,
      allowedOrigins: ['https://a.example', 'http://localhost:5173'],
    })
  })

  it('ignores variables that are not ours', () => {
    expect(readOwnConfiguration({ ...good, PATH: '/usr/bin', SECRET: 'of somebody else' })).toEqual(
      readOwnConfiguration(good),
    )
  })

  it('knows what the process is for', () => {
    expect(readOwnConfiguration({ ...good, NODE_ENV: 'production' }).nodeEnv).toBe('production')
    expect(readOwnConfiguration(good).nodeEnv).toBeUndefined()
  })

  it('names all faults at once and prints no value', () => {
    const error = faultsOf(
      {
        INSTAGRAM_APP_SECRET: '',
        INSTAGRAM_TOKEN_ENCRYPTION_KEY: `key-${canary}`,
        INSTAGRAM_REDIRECT_URI: `http://${canary}.example/`,
        INSTAGRAM_GRAPH_BASE_URL: `${canary}`,
        INSTAGRAM_GRAPH_VERSION: canary,
        INSTAGRAM_END_TIME_RULE: canary,
        DATABASE_URL: `mysql://user:${canary}@db.example/x`,
        AUTH_JWT_SECRET: canary,
        AUTH_JWKS_URL: `ftp://${canary}/`,
        AUTH_JWT_MAX_AGE_SECONDS: canary,
        API_DOCS: canary,
        HSTS_SECONDS: canary,
        METRICS_TOKEN: canary,
        META_APP_SECRET: canary.slice(0, 7),
        ALLOWED_ORIGINS: `https://${canary}.example/path,*`,
        PORT: canary,
        SYNC_COOLDOWN_MINUTES: '-1',
        INSTAGRAM_CALLS_PER_HOUR: '1.5',
        SCHEDULE_TIME_ZONE: canary,
        HOST_WEBHOOK_URL: `https://hook.example/?token=${canary}`,
        HOST_WEBHOOK_SECRET: `whsec_${canary}`,
        LOG_LEVEL: canary,
        DEFAULT_LOCALE: canary,
      },
      true,
    )
    expect(variablesOf(error)).toEqual(
      [
        'INSTAGRAM_APP_ID',
        'INSTAGRAM_APP_SECRET',
        'INSTAGRAM_REDIRECT_URI',
        'INSTAGRAM_TOKEN_ENCRYPTION_KEY',
        'INSTAGRAM_GRAPH_BASE_URL',
        'INSTAGRAM_GRAPH_VERSION',
        'INSTAGRAM_END_TIME_RULE',
        'DATABASE_URL',
        'AUTH_JWT_SECRET',
        'AUTH_JWKS_URL',
        'AUTH_JWT_ISSUER',
        'AUTH_JWT_AUDIENCE',
        'AUTH_JWT_MAX_AGE_SECONDS',
        'API_DOCS',
        'HSTS_SECONDS',
        'METRICS_TOKEN',
        'META_APP_SECRET',
        'ALLOWED_ORIGINS',
        'PORT',
        'SYNC_COOLDOWN_MINUTES',
        'INSTAGRAM_CALLS_PER_HOUR',
        'SCHEDULE_TIME_ZONE',
        'HOST_WEBHOOK_URL',
        'HOST_WEBHOOK_SECRET',
        'LOG_LEVEL',
        'DEFAULT_LOCALE',
      ].toSorted(),
    )
    expect(error.message + (error.stack ?? '') + JSON.stringify(error.faults)).not.toContain(canary)
    for (const { variable, problem } of error.faults) expect(error.message).toContain(`${variable} ${problem}`)
  })

  it.each([
    ['https://app.example/return', true],
    ['http://localhost:3000/return', true],
    ['http://127.0.0.1/return', true],
    ['http://[::1]:3000/return', true],
    ['http://app.example/return', false],
    ['http://localhost.evil.example/return', false],
    ['http://127.0.0.1.evil.example/', false],
    ['http://0.0.0.0/', false],
    ['https://app.example/return?a=b', false],
    ['https://app.example/return#a', false],
    ['ftp://app.example/', false],
    ['/return', false],
    ['javascript:alert(1)', false],
  ])('takes the return address %s: %s', (redirectUri, isTaken) => {
    const environment = { ...good, INSTAGRAM_REDIRECT_URI: redirectUri }
    if (isTaken) expect(readOwnConfiguration(environment).instagramRedirectUri).toBe(redirectUri)
    else expect(variablesOf(faultsOf(environment))).toEqual(['INSTAGRAM_REDIRECT_URI'])
  })

  it.each([
    ['PORT', '0', true],
    ['PORT', '65535', true],
    ['PORT', '65536', false],
    ['PORT', '-1', false],
    ['PORT', '80.5', false],
    ['INSTAGRAM_CALLS_PER_HOUR', '0', false],
    ['SYNC_COOLDOWN_MINUTES', '0', true],
    ['SYNC_COOLDOWN_MINUTES', '1441', false],
    ['DATABASE_URL', 'file:./x.db', true],
    ['DATABASE_URL', 'file:', false],
    ['DATABASE_URL', 'postgres://u:p@h/d', true],
    ['DATABASE_URL', 'postgresql://u:p@h/d', true],
    ['DATABASE_URL', './x.db', false],
    ['ALLOWED_ORIGINS', 'https://a.example/', false],
    ['ALLOWED_ORIGINS', 'https://a.example,', false],
    ['ALLOWED_ORIGINS', '*', false],
    ['ALLOWED_ORIGINS', 'https://a.example,myapp://', true],
    ['ALLOWED_ORIGINS', 'com.example.app://', true],
    ['ALLOWED_ORIGINS', 'myapp://connected', false],
    ['ALLOWED_ORIGINS', 'javascript://', false],
    ['ALLOWED_ORIGINS', 'null', false],
    ['INSTAGRAM_GRAPH_VERSION', 'v26.0', true],
    ['INSTAGRAM_GRAPH_VERSION', '25.0', false],
    ['INSTAGRAM_END_TIME_RULE', 'end', true],
    ['SYNC_CRON', 'off', true],
    ['SCHEDULE_TIME_ZONE', 'UTC', true],
    ['SCHEDULE_TIME_ZONE', 'Mars/Olympus', false],
    ['DATABASE_URL', 'postgres://u:p@h/d?sslmode=require&sslmode=disable', false],
    ['AUTH_JWT_SECRET', 'a secret that is 31 bytes long.', false],
    ['AUTH_JWT_SECRET', 'a secret that is 32 bytes long..', true],
    ['AUTH_JWT_SECRET', 'x'.repeat(32), false],
    ['AUTH_JWT_MAX_AGE_SECONDS', '3600', true],
    ['AUTH_JWT_MAX_AGE_SECONDS', '0', true],
    ['AUTH_JWT_MAX_AGE_SECONDS', '-1', false],
    ['HOST_WEBHOOK_SECRET', 'mysecretpassword', false],
    ['HOST_WEBHOOK_SECRET', 'a text of its own with 24 b', true],
    ['METRICS_TOKEN', 'x'.repeat(32), false],
    ['META_APP_SECRET', 'x', false],
    // Instagram itself says whether it knows it.
    ['INSTAGRAM_APP_SECRET', 'x', true],
    ['API_DOCS', 'off', true],
    ['API_DOCS', 'no', false],
    ['HSTS_SECONDS', '31536000', true],
    ['HSTS_SECONDS', '63072001', false],
  ])('with %s=%s accepted: %s', (variable, value, isAccepted) => {
    const environment = { ...good, [variable]: value }
    if (isAccepted) expect(() => readOwnConfiguration(environment)).not.toThrow()
    else expect(variablesOf(faultsOf(environment))).toEqual([variable])
  })

  it('asks for one way to know callers only where no host says who they are', () => {
    expect(() => readOwnConfiguration(good)).not.toThrow()
    expect(variablesOf(faultsOf(good, true))).toEqual(['AUTH_JWT_SECRET'])
    const secret = { AUTH_JWT_SECRET: 'a secret of the tests that is long enough' }
    expect(() => readOwnConfiguration({ ...good, ...secret }, { needsJwt: true })).not.toThrow()
  })

  it.each([true, false])('takes public keys only with the issuer and the audience of tokens: %s', (needsJwt) => {
    const keys = { ...good, AUTH_JWKS_URL: 'https://id.example/jwks' }
    const bound = { AUTH_JWT_ISSUER: 'https://id.example/', AUTH_JWT_AUDIENCE: 'instagram' }
    expect(faultsOf(keys, needsJwt).faults).toEqual([
      { variable: 'AUTH_JWT_ISSUER', problem: 'is missing, and AUTH_JWKS_URL needs it' },
      { variable: 'AUTH_JWT_AUDIENCE', problem: 'is missing, and AUTH_JWKS_URL needs it' },
    ])
    expect(variablesOf(faultsOf({ ...keys, ...bound, AUTH_JWT_AUDIENCE: ' ' }, needsJwt))).toEqual([
      'AUTH_JWT_AUDIENCE',
    ])
    expect(variablesOf(faultsOf({ ...keys, ...bound, AUTH_JWT_ISSUER: '' }, needsJwt))).toEqual(['AUTH_JWT_ISSUER'])
    expect(() => readOwnConfiguration({ ...keys, ...bound }, { needsJwt })).not.toThrow()
  })

  it('asks for the secret of a webhook', () => {
    const environment = { ...good, HOST_WEBHOOK_URL: 'https://hook.example/' }
    expect(variablesOf(faultsOf(environment))).toEqual(['HOST_WEBHOOK_SECRET'])
    expect(() =>
      readOwnConfiguration({ ...environment, HOST_WEBHOOK_SECRET: 'a text of its own with 24 b' }),
    ).not.toThrow()
  })
})

describe('validateConfiguration', () => {
  it.each([undefined, null, 'a text', 7, []])('refuses %j with a ConfigurationError', (input) => {
    expect(() => validateConfiguration(input, { needsJwt: true })).toThrow(ConfigurationError)
  })

  it('prints no value of a wrong type', () => {
    const input = { instagramAppId: { canary }, instagramAppSecret: [canary], port: { canary }, allowedOrigins: canary }
    let message = ''
    try {
      validateConfiguration(input, { needsJwt: false })
    } catch (error) {
      if (error instanceof ConfigurationError) message = error.message
    }
    expect(message).toContain('INSTAGRAM_APP_ID')
    expect(message).not.toContain(canary)
  })
})

describe('secretVariables', () => {
  it('lists every variable that holds a credential, by all of its names', () => {
    expect([...secretVariables].toSorted()).toEqual(
      [
        'AUTH_JWT_SECRET',
        'DATABASE_URL',
        'HOST_WEBHOOK_SECRET',
        'INSTAGRAM_APP_SECRET',
        'INSTAGRAM_AUTH_JWT_SECRET',
        'INSTAGRAM_DATABASE_URL',
        'INSTAGRAM_HOST_WEBHOOK_SECRET',
        'INSTAGRAM_METRICS_TOKEN',
        'INSTAGRAM_META_APP_SECRET',
        'INSTAGRAM_TOKEN_ENCRYPTION_KEY',
        'METRICS_TOKEN',
        'META_APP_SECRET',
      ].toSorted(),
    )
  })
})

describe('the two forms of a name', () => {
  const hosts = {
    PORT: '/tmp/host.sock',
    HOST: '',
    LOG_LEVEL: 'verbose',
    PUBLIC_URL: '/assets',
    ALLOWED_ORIGINS: '*',
    TRUSTED_PROXIES: 'loopback',
    DATABASE_URL_FILE: '/nowhere',
    METRICS_TOKEN: 'x',
    API_DOCS: 'maybe',
    RETENTION_DAYS: 'never',
  }

  it('leaves everything to the host that has no prefix, whatever it says', () => {
    expect(readConfiguration({ ...good, ...hosts })).toEqual({
      ...readConfiguration(good),
      isHostDatabaseIgnored: true,
    })
  })

  const given = {
    DATABASE_URL: 'postgres://app@db.example/app',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: 'https://app.example/instagram',
    ALLOWED_ORIGINS: 'https://a.example,https://b.example',
    AUTH_JWT_SECRET: 'a secret of the tests that is long enough',
    SYNC_CRON: 'off',
    PORT: '8080',
    RETENTION_DAYS: '30',
    META_APP_SECRET: '0a4d55a8d778e5022fab701977c5d840',
  }
  const prefixed = Object.fromEntries(Object.entries(given).map(([name, text]) => [`INSTAGRAM_${name}`, text]))

  it('reads every setting inside of a host by its name with the prefix, and outside by both', () => {
    const { isEmbedded, ...read } = readConfiguration({ ...good, ...prefixed })
    expect(isEmbedded).toBe(true)
    expect(read).toMatchObject({ databaseUrl: given.DATABASE_URL, port: 8080, retentionDays: 30 })
    for (const environment of [given, prefixed]) {
      expect(readOwnConfiguration({ ...good, ...environment })).toEqual({ ...read, isEmbedded: false })
    }
  })

  it('asks the name with the prefix first, and of an empty one the other', () => {
    const both = { ...good, LOG_LEVEL: 'verbose', INSTAGRAM_LOG_LEVEL: 'debug', DATABASE_URL_FILE: '/nowhere' }
    expect(readOwnConfiguration({ ...both, INSTAGRAM_DATABASE_URL: 'file:./own.db' })).toMatchObject({
      logLevel: 'debug',
      databaseUrl: 'file:./own.db',
    })
    expect(readOwnConfiguration({ ...good, INSTAGRAM_LOG_LEVEL: ' ', LOG_LEVEL: 'warn' }).logLevel).toBe('warn')
  })

  it('names a fault by the variable that said it', () => {
    const wrong = { ...good, LOG_LEVEL: 'verbose', INSTAGRAM_PORT: 'x', HOST_WEBHOOK_URL: 'https://hook.example/' }
    expect(variablesOf(faultsOf(wrong))).toEqual(['HOST_WEBHOOK_SECRET', 'INSTAGRAM_PORT', 'LOG_LEVEL'])
    const embedded = { instagramAppId: '1', logLevel: 'verbose', authJwksUrl: 'https://id.example/jwks' }
    expect(() => validateConfiguration(embedded, { needsJwt: false })).toThrow(
      /INSTAGRAM_LOG_LEVEL must be[^]*INSTAGRAM_AUTH_JWT_ISSUER is missing, and INSTAGRAM_AUTH_JWKS_URL needs it/,
    )
  })

  it('knows that the host has a database of its own only while nothing names ours', () => {
    const host = { ...good, DATABASE_URL: 'mysql://app@db.example/app' }
    const { databaseUrl, isHostDatabaseIgnored } = readConfiguration(host)
    expect({ databaseUrl, isHostDatabaseIgnored }).toEqual({
      databaseUrl: 'file:./data/instagram-dashboard.db',
      isHostDatabaseIgnored: true,
    })
    expect(readConfiguration({ ...host, INSTAGRAM_DATABASE_URL: databaseUrl }).isHostDatabaseIgnored).toBe(false)
    const said = { ...readConfiguration(host), databaseUrl: 'file:./said.db' }
    expect(validateConfiguration(said, { needsJwt: false }).isHostDatabaseIgnored).toBe(false)
  })
})
