import {
  accountLists,
  databasePlace,
  deliveries,
  isPlainTextOverNetwork,
  openFaultOf,
  sealedTokens,
} from '@instagram-dashboard/db'
import { readHealth } from '../monitoring/read-health.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { findAuditCheck } from '../events/check-audit.ts'
import { requiredScopes } from '../instagram/index.ts'
import type { Locale } from '../messages/messages.ts'
import { checkPublicKeys } from '../procedures/public-keys.ts'
import { reportOf, type DoctorCheck, type DoctorReport } from './contract.ts'
import { examineInstagram, instantFormat } from './examine-instagram.ts'
import { sayIn, type Find } from './say-finding.ts'

const littleSpaceBytes = 1_000_000_000

/** Looks at everything that a connection needs and says what is wrong and what to do. Changes nothing. */
export async function examine(deps: Deps, { locale }: Pick<Caller, 'locale'>): Promise<DoctorReport> {
  const find = sayIn(locale, deps.settings)
  return reportOf([
    examineConfiguration(deps, find),
    await examineDatabase(deps, find),
    await examineKeys(deps, find),
    await examineConnections(deps, find),
    await examineAudit(deps, find, locale),
    ...(await examineInstagram({ ...deps, budget: deps.budget }, find, locale)),
    await examineScopes(deps, find),
    examineCallbacks(deps, find),
    await examineLogin(deps, find, locale),
    await examineDatabaseNetwork(deps, find),
    examineOrigins(deps, find),
    await examineWebhook(deps, find),
    await examineRefresh(deps, find, locale),
  ])
}

/** The same as far as it can be told without the database, which did not open. @param error why not */
export async function examineWithoutDatabase(
  place: Pick<Deps, 'instagram' | 'clock' | 'settings' | 'login'>,
  { locale, error }: Pick<Caller, 'locale'> & { error: unknown },
): Promise<DoctorReport> {
  const find = sayIn(locale, place.settings)
  const { hostWebhookUrl } = place.settings
  return reportOf([
    examineConfiguration(place, find),
    find(`database.${openFaultOf(error) ?? 'unreachable'}`, {}),
    ...(await examineInstagram({ ...place, budget: { findRefusal: async () => null } }, find, locale)),
    examineCallbacks(place, find),
    await examineLogin(place, find, locale),
    await examineDatabaseNetwork(place, find),
    examineOrigins(place, find),
    hostWebhookUrl === undefined
      ? find('host_webhook.off', {})
      : find('host_webhook.on', { host: new URL(hostWebhookUrl).host }),
  ])
}

function examineConfiguration({ settings }: Pick<Deps, 'settings'>, find: Find): DoctorCheck {
  return settings.isHostDatabaseIgnored
    ? find('configuration.host_database', { place: databasePlace(settings.databaseUrl) })
    : find('configuration.ok', {})
}

async function examineDatabase({ db, settings }: Deps, find: Find): Promise<DoctorCheck> {
  try {
    await db.ping()
    const { engine, version, freeBytes } = await db.describe()
    if (freeBytes !== null && freeBytes < littleSpaceBytes) {
      return find('database.nearly_full', { megabytes: Math.floor(freeBytes / 1_000_000) })
    }
    return find('database.ok', {
      place: [databasePlace(settings.databaseUrl), db.tableSchema].filter((part) => part !== null).join(', '),
      engine,
      version,
      schema: db.migrations.current ?? '',
    })
  } catch (error) {
    return find(`database.${openFaultOf(error) ?? 'unreachable'}`, {})
  }
}

async function examineKeys({ db, vault }: Deps, find: Find): Promise<DoctorCheck> {
  if (vault.failures() > 0) return find('keys.unreadable', { failures: vault.failures() })
  const counts = Object.entries(await sealedTokens.countByKey(db))
  const sum = (entries: [string, number][]) => entries.reduce((total, [, tokens]) => total + tokens, 0)
  const old = counts.filter(([keyId]) => keyId !== vault.firstKeyId)
  const keys = old.map(([keyId, tokens]) => `${keyId} (${tokens})`).join(', ')
  return sum(old) > 0 ? find('keys.old', { tokens: sum(old), keys }) : find('keys.ok', { tokens: sum(counts) })
}

async function examineConnections({ accountWalk }: Deps, find: Find): Promise<DoctorCheck> {
  const { living: accounts, active } = (await accountWalk.read()).counts
  const lost = accounts - active
  return lost > 0 ? find('connections.lost', { accounts, lost }) : find('connections.ok', { accounts })
}

async function examineAudit(deps: Deps, find: Find, locale: Locale): Promise<DoctorCheck> {
  const triggers = await deps.db.missingGuards()
  if (triggers.length > 0) return find('audit.unguarded', { triggers: triggers.join(', ') })
  const newest = await findAuditCheck(deps)
  if (newest === null) return find('audit.unchecked', {})
  const at = instantFormat(locale, deps.settings).format(newest.at)
  return newest.isIntact
    ? find('audit.ok', { at, events: newest.events })
    : find('audit.broken', { at, sequence: newest.sequence ?? 0 })
}

async function examineScopes({ db }: Deps, find: Find): Promise<DoctorCheck> {
  const accounts = await accountLists.countMissingScopes(db, requiredScopes)
  return accounts > 0 ? find('scopes.missing', { accounts }) : find('scopes.ok', { scopes: requiredScopes.join(', ') })
}

function examineCallbacks({ settings: { publicUrl, nodeEnv } }: Pick<Deps, 'settings'>, find: Find): DoctorCheck {
  if (publicUrl !== undefined && new URL(publicUrl).protocol !== 'https:') {
    return find(`callbacks.not_https${nodeEnv === 'production' ? '_in_production' : ''}`, { url: publicUrl })
  }
  const base = (publicUrl ?? 'https://…').replace(/\/{1,8}$/, '')
  const urls = {
    deauthorize: `${base}/webhooks/instagram/deauthorize`,
    deletion: `${base}/webhooks/instagram/data-deletion`,
  }
  return publicUrl === undefined ? find('callbacks.unknown', urls) : find('callbacks.paste', urls)
}

/** How this server knows its callers, by trying it where that can be tried. What is too weak to be used at all is refused at the start. */
async function examineLogin(
  { login, settings }: Pick<Deps, 'login' | 'settings'>,
  find: Find,
  locale: Locale,
): Promise<DoctorCheck> {
  const { authJwksUrl } = settings
  if (login.by === 'host' && login.misnamed !== null) {
    const { reason, at } = login.misnamed
    return find('login.host_misnamed', { reason, at: instantFormat(locale, settings).format(at) })
  }
  if (login.by === 'keys' && authJwksUrl !== undefined) {
    const found = await checkPublicKeys(authJwksUrl)
    return found === 'ok' ? find('login.keys', {}) : find(`login.keys_${found}`, { host: new URL(authJwksUrl).host })
  }
  if (login.by !== 'secret') return find(`login.${login.by}`, {})
  return find(login.isBound ? 'login.secret' : 'login.unbound', {})
}

async function examineDatabaseNetwork(
  { settings: { databaseUrl } }: Pick<Deps, 'settings'>,
  find: Find,
): Promise<DoctorCheck> {
  return find((await isPlainTextOverNetwork(databaseUrl)) ? 'database_network.plain' : 'database_network.ok', {})
}

function examineOrigins({ settings: { allowedOrigins } }: Pick<Deps, 'settings'>, find: Find): DoctorCheck {
  return allowedOrigins.length === 0
    ? find('origins.none', {})
    : find('origins.ok', { origins: allowedOrigins.join(', ') })
}

async function examineWebhook({ db, settings: { hostWebhookUrl } }: Deps, find: Find): Promise<DoctorCheck> {
  if (hostWebhookUrl === undefined) return find('host_webhook.off', {})
  const { dead } = await deliveries.countOpen(db)
  return dead > 0
    ? find('host_webhook.dead', { dead })
    : find('host_webhook.on', { host: new URL(hostWebhookUrl).host })
}

async function examineRefresh(deps: Deps, find: Find, locale: Locale): Promise<DoctorCheck> {
  if (deps.settings.tokenRefreshCron === 'off') return find('refresh.off', {})
  const { lastRefreshRun, problems } = await readHealth(deps)
  if (lastRefreshRun === null) return find('refresh.never', {})
  const at = instantFormat(locale, deps.settings).format(lastRefreshRun.dueAt)
  const isLate = problems.includes('refresh_late') || problems.includes('refresh_stopped')
  return isLate ? find('refresh.late', { at }) : find('refresh.ok', { at })
}
