import { accounts, installation, oauthStates, people, type Database } from '@instagram-dashboard/db'
import { createAccountWalk } from './monitoring/count-accounts.ts'
import { createHourlyLimits } from './procedures/hourly-limits.ts'
import { createInboundLimits } from './procedures/inbound-limits.ts'
import { createJwtAuthenticator } from './procedures/jwt.ts'
import type { LoginLog } from './procedures/login-log.ts'
import { createCallBudget } from './budget/call-budget.ts'
import { sandboxSettings } from './config-sandbox.ts'
import { ConfigurationError, type Configuration } from './config.ts'
import type { Clock } from './clock/index.ts'
import type { Deps, LoginSettings } from './deps.ts'
import type { HostChannel } from './events/host-channel.ts'
import { createWebhookChannel } from './events/webhook.ts'
import { createLifetime } from './http/lifetime.ts'
import { createInstagram, type Instagram, type SendRequest, type WatchCall } from './instagram/index.ts'
import type { OpenSandbox } from './open-sandbox.ts'
import { createBackground } from './concurrency/background.ts'
import { createLeaseOwner } from './leases/lease-owner.ts'
import { createProbe } from './monitoring/probe.ts'
import { watchInstagram } from './monitoring/watch-instagram.ts'
import { openErasureLedger } from './privacy/erasure-ledger.ts'
import { createSubscriptions } from './streams/subscriptions.ts'
import { createOpenStreams } from './streams/open-streams.ts'
import { createVault, Secret, type Vault, VaultError } from './vault/index.ts'

export function openVault({ instagramTokenEncryptionKey }: Configuration, clock: Clock): Vault {
  try {
    return createVault({ keys: Secret.of(instagramTokenEncryptionKey), now: clock.now })
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    throw new ConfigurationError([{ variable: 'INSTAGRAM_TOKEN_ENCRYPTION_KEY', problem: error.message }])
  }
}

/** With a wrong key every account would look broken: better not to serve at all. Changes nothing. */
export async function refuseWrongKeys(
  db: Database,
  vault: Vault,
  { clock, sandbox: isSandbox }: { clock: Clock } & Pick<Configuration, 'sandbox'>,
): Promise<void> {
  const stored = [
    ...(await accounts.listSealedTokenSamples(db)),
    ...(await oauthStates.listSealedShortTokens(db, clock.now())),
    ...(await people.listSealedKeySamples(db)),
    ...[(await installation.find(db))?.sealedSecret].filter((text) => text !== undefined),
  ]
  const unopened = [
    ...new Set(stored.filter((text) => !vault.canOpen(text)).map((text) => vault.keyIdOf(text) ?? 'unknown')),
  ]
  if (unopened.length === 0) return
  const variable = 'INSTAGRAM_SANDBOX'
  if (isSandbox) {
    const problem = 'is on, and the database holds what was sealed with another key: choose another for the sandbox'
    throw new ConfigurationError([{ variable, problem }])
  }
  if (unopened.includes(sandboxKeyId())) {
    const problem = 'is off, and the database was made with the sandbox: choose another for the real Instagram'
    throw new ConfigurationError([{ variable, problem }])
  }
  const problem = `does not open the stored tokens: the key with id ${unopened.join(', ')} is missing or damaged`
  throw new ConfigurationError([{ variable: 'INSTAGRAM_TOKEN_ENCRYPTION_KEY', problem }])
}

function sandboxKeyId(): string {
  return createVault({ keys: Secret.of(sandboxSettings.instagramTokenEncryptionKey), now: () => new Date(0) })
    .firstKeyId
}

/** The way to Instagram, which needs no database. */
export function openInstagram(
  configuration: Configuration,
  {
    clock,
    random,
    machineNow,
    watchCall,
    request,
  }: Pick<Deps, 'clock' | 'random'> & {
    machineNow: () => Date
    watchCall?: WatchCall
    request?: SendRequest | undefined
  },
): Instagram {
  return createInstagram({
    appId: configuration.instagramAppId,
    appSecret: Secret.of(configuration.instagramAppSecret),
    redirectUri: configuration.instagramRedirectUri,
    authorizeUrl: configuration.instagramAuthorizeUrl,
    oauthBaseUrl: configuration.instagramOauthBaseUrl,
    graphBaseUrl: configuration.instagramGraphBaseUrl,
    graphVersion: configuration.instagramGraphVersion,
    endTimeRule: configuration.instagramEndTimeRule,
    retry: { sleep: clock.sleep, random, now: clock.now },
    now: clock.now,
    machineNow,
    ...(watchCall ? { watchCall } : {}),
    ...(request ? { http: { request } } : {}),
  })
}

/** Everything that the verbs use, from what was opened and from the settings. */
export function buildDeps(
  configuration: Configuration,
  {
    machineNow,
    isHostLogin,
    sandbox,
    ...parts
  }: Pick<
    Deps,
    | 'db'
    | 'vault'
    | 'clock'
    | 'log'
    | 'keys'
    | 'host'
    | 'record'
    | 'counters'
    | 'random'
    | 'queue'
    | 'areWorkersExpected'
  > & { machineNow: () => Date; isHostLogin: boolean; sandbox: OpenSandbox | undefined },
): Deps {
  const { clock, log, db, counters, random } = parts
  const instagram = openInstagram(configuration, {
    clock,
    random,
    machineNow,
    watchCall: watchInstagram(counters),
    request: sandbox?.request,
  })
  const { instagramAuthorizeUrl: authorizeUrl, instagramRedirectUri: redirectUri } = configuration
  const { erasureLedgerFile = db.file === null ? null : `${db.file}.erasures` } = configuration
  return {
    ...parts,
    instagram,
    consentAddresses: sandbox?.consentAddresses ?? (() => ({ authorizeUrl, redirectUri })),
    probe: createProbe({ clock, instagram }),
    accountWalk: createAccountWalk({ db, clock }),
    limits: createInboundLimits(configuration.rateLimitPerMinute),
    hourlyLimits: createHourlyLimits(parts),
    erasureLedger: openErasureLedger(erasureLedgerFile),
    metaSecrets: [configuration.instagramAppSecret, configuration.metaAppSecret]
      .filter((text) => text !== undefined)
      .map((text) => Secret.of(text)),
    login: loginSettings(configuration, isHostLogin),
    leaseOwner: createLeaseOwner(),
    background: createBackground(log),
    budget: createCallBudget({ db: parts.db, clock, log, callsPerHour: configuration.instagramCallsPerHour }),
    streams: createOpenStreams(parts),
    lifetime: createLifetime(),
    subscriptions: createSubscriptions(parts),
    settings: configuration,
  }
}

export function loginSettings(configuration: Configuration, isHostLogin: boolean): LoginSettings {
  const { authJwtSecret: secret, authJwksUrl: keys, authJwtIssuer: issuer, authJwtAudience: audience } = configuration
  const isBound = issuer !== undefined && audience !== undefined
  if (isHostLogin) return { by: 'host', isBound, misnamed: null }
  return { by: secret !== undefined ? 'secret' : keys !== undefined ? 'keys' : 'none', isBound, misnamed: null }
}

export function webhookChannel(configuration: Configuration, clock: Clock): HostChannel[] {
  const { hostWebhookUrl: url, hostWebhookSecret, hostWebhookAllowPrivateNetwork: allowPrivateNetwork } = configuration
  if (url === undefined || hostWebhookSecret === undefined) return []
  return [createWebhookChannel({ url, secret: Secret.of(hostWebhookSecret), clock, allowPrivateNetwork })]
}

export function jwtAuthenticator(configuration: Configuration, { clock, refused }: { clock: Clock } & LoginLog) {
  return createJwtAuthenticator({
    secret: configuration.authJwtSecret,
    jwksUrl: configuration.authJwksUrl,
    issuer: configuration.authJwtIssuer,
    audience: configuration.authJwtAudience,
    maxAgeSeconds: configuration.authJwtMaxAgeSeconds,
    clock,
    onRefused: refused,
  })
}
