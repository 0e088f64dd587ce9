import { accountLists, deliveries, sealedTokens } from '@instagram-dashboard/db'
import { readHealth } from '../admin/read-health.ts'
import type { Caller, Deps } from '../deps.ts'
import { requiredScopes } from '../instagram/login.ts'
import type { MessageParameters } from '../messages/catalogue.ts'
import { say, type Locale } from '../messages/messages.ts'
import { reportOf, type DoctorCheck, type DoctorCheckId, type DoctorReport } from './contract.ts'
import { findingsWithNext, statusOf, type Finding, type FindingWithNext } from './findings.ts'

const largestSkewSeconds = 60
const littleSpaceBytes = 1_000_000_000
const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

/** Looks at everything that a connection needs and says what is wrong and what to do. Changes nothing. */
export async function examine(deps: Deps, { locale }: Pick<Caller, 'locale'>): Promise<DoctorReport> {
  const find = sayIn(locale)
  return reportOf([
    find('configuration.ok', {}),
    await examineDatabase(deps, find),
    await examineKeys(deps, find),
    ...(await examineInstagram(deps, find)),
    await examineScopes(deps, find),
    examineCallbacks(deps, find),
    examineOrigins(deps, find),
    await examineWebhook(deps, find),
    await examineRefresh(deps, find, locale),
  ])
}

type Find = <Name extends Finding>(name: Name, parameters: MessageParameters[`doctor.${Name}`]) => DoctorCheck

function sayIn(locale: Locale): Find {
  return (name, parameters) => {
    return {
      id: name.slice(0, name.indexOf('.')) as DoctorCheckId,
      status: statusOf[name],
      message: say(`doctor.${name}`, locale, parameters),
      // The next step of a finding is told with the finding's own parameters.
      next: hasNext(name) ? say(`doctor.${name}.next`, locale, parameters as never) : null,
    }
  }
}

function hasNext(name: Finding): name is FindingWithNext {
  return findingsWithNext.some((known) => known === name)
}

async function examineDatabase({ db }: Deps, find: Find): Promise<DoctorCheck> {
  try {
    await db.ping()
    const { engine, version, freeBytes } = await db.describe()
    if (freeBytes !== null && freeBytes < littleSpaceBytes) {
      return find('database.nearly_full', { megabytes: Math.floor(freeBytes / 1_000_000) })
    }
    return find('database.ok', { engine, version, schema: db.migrations.current ?? '' })
  } catch {
    return find('database.unreachable', {})
  }
}

async function examineKeys({ db, vault }: Deps, find: Find): Promise<DoctorCheck> {
  if (vault.failures() > 0) return find('keys.unreadable', { failures: vault.failures() })
  const counts = Object.entries(await sealedTokens.countByKey(db))
  const sum = (entries: [string, number][]) => entries.reduce((total, [, tokens]) => total + tokens, 0)
  const old = sum(counts.filter(([keyId]) => keyId !== vault.firstKeyId))
  return old > 0 ? find('keys.old', { tokens: old }) : find('keys.ok', { tokens: sum(counts) })
}

async function examineInstagram({ instagram, settings }: Deps, find: Find): Promise<DoctorCheck[]> {
  const found = await instagram.examine()
  const { clockSkewSeconds: skew, app } = found
  const uri = settings.instagramRedirectUri
  const host = (url: string) => new URL(url).host
  const graph = host(settings.instagramGraphBaseUrl)
  const tokens = host(settings.instagramOauthBaseUrl)
  const page = host(settings.instagramAuthorizeUrl)
  return [
    skew === null
      ? find('clock.unknown', {})
      : Math.abs(skew) > largestSkewSeconds
        ? find('clock.off', { seconds: skew })
        : find('clock.ok', {}),
    loopbackHosts.includes(new URL(uri).hostname)
      ? find('redirect_uri.local', { uri })
      : find('redirect_uri.paste', { uri }),
    app === 'known' ? find('app.ok', {}) : app === 'refused' ? find('app.refused', {}) : find('app.unknown', {}),
    found.isAuthorizePageReachable
      ? find('authorize_page.ok', { host: page })
      : find('authorize_page.unreachable', { host: page }),
    found.isTokenEndpointReachable
      ? find('token_endpoint.ok', { host: tokens })
      : find('token_endpoint.unreachable', { host: tokens }),
    found.isGraphReachable
      ? find('graph.ok', { host: graph, version: settings.instagramGraphVersion })
      : find('graph.unreachable', { host: graph }),
  ]
}

async function examineScopes({ db }: Deps, find: Find): Promise<DoctorCheck> {
  const accounts = await accountLists.countMissingScopes(db, requiredScopes)
  return accounts > 0 ? find('scopes.missing', { accounts }) : find('scopes.ok', { scopes: requiredScopes.join(', ') })
}

function examineCallbacks({ settings: { publicUrl } }: Deps, find: Find): DoctorCheck {
  const base = (publicUrl ?? 'https://…').replace(/\/+$/, '')
  const urls = {
    deauthorize: `${base}/webhooks/instagram/deauthorize`,
    deletion: `${base}/webhooks/instagram/data-deletion`,
  }
  return publicUrl === undefined ? find('callbacks.unknown', urls) : find('callbacks.paste', urls)
}

function examineOrigins({ settings: { allowedOrigins } }: Deps, find: Find): DoctorCheck {
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
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: deps.settings.scheduleTimeZone,
  })
  const at = format.format(lastRefreshRun.dueAt)
  const isLate = problems.includes('refresh_late') || problems.includes('refresh_stopped')
  return isLate ? find('refresh.late', { at }) : find('refresh.ok', { at })
}
