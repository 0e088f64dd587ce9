import { isLoopback } from '../config-faults.ts'
import { hasOwnRedirect } from '../config-sandbox.ts'
import type { Deps } from '../deps.ts'
import { type Examination, graphVersionAt, isInstagramAddress, newestGraphVersion } from '../instagram/index.ts'
import type { Locale } from '../messages/messages.ts'
import type { DoctorCheck } from './contract.ts'
import { examineRedirectPage } from './examine-redirect-page.ts'
import type { Find } from './say-finding.ts'

const largestSkewSeconds = 60

/** What a look at Instagram needs, which is no database. */
export type InstagramPlace = Pick<Deps, 'instagram' | 'settings' | 'clock'> & {
  budget: Pick<Deps['budget'], 'findRefusal'>
}

/** Looks at Instagram from here: what it answers, whether it knows the app, how long the version lives. */
export async function examineInstagram(deps: InstagramPlace, find: Find, locale: Locale): Promise<DoctorCheck[]> {
  const { instagram, settings } = deps
  const found = await instagram.examine()
  const { clockSkewSeconds: skew } = found
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
    examineRedirectUri(settings, find),
    await examineRedirectPage(deps, find),
    examineHosts(settings, find),
    await examineApp(deps, find, { locale, app: found.app }),
    found.isAuthorizePageReachable
      ? find('authorize_page.ok', { host: page })
      : find('authorize_page.unreachable', { host: page }),
    found.isTokenEndpointReachable
      ? find('token_endpoint.ok', { host: tokens })
      : find('token_endpoint.unreachable', { host: tokens }),
    found.isGraphReachable
      ? find('graph.ok', { host: graph, version: settings.instagramGraphVersion })
      : find('graph.unreachable', { host: graph }),
    examineGraphVersion(deps, find, locale),
  ]
}

function examineRedirectUri(settings: Deps['settings'], find: Find): DoctorCheck {
  const { instagramRedirectUri: uri, nodeEnv } = settings
  if (settings.sandbox && !hasOwnRedirect(settings)) return find('redirect_uri.sandbox', {})
  const url = new URL(uri)
  if (nodeEnv === 'production' && url.protocol !== 'https:') return find('redirect_uri.not_https', { uri })
  return isLoopback(url) ? find('redirect_uri.local', { uri }) : find('redirect_uri.paste', { uri })
}

/** Whoever has these addresses is sent the app's secret and the users' tokens. */
function examineHosts(settings: Deps['settings'], find: Find): DoctorCheck {
  if (settings.sandbox) return find('instagram_hosts.sandbox', {})
  const addresses = {
    INSTAGRAM_AUTHORIZE_URL: settings.instagramAuthorizeUrl,
    INSTAGRAM_OAUTH_BASE_URL: settings.instagramOauthBaseUrl,
    INSTAGRAM_GRAPH_BASE_URL: settings.instagramGraphBaseUrl,
  }
  const foreign = Object.entries(addresses).filter(([, address]) => !isInstagramAddress(address))
  if (foreign.length === 0) return find('instagram_hosts.ok', {})
  const variables = foreign.map(([variable, address]) => `${variable} (${new URL(address).host})`).join(', ')
  return find(`instagram_hosts.foreign${settings.nodeEnv === 'production' ? '_in_production' : ''}`, { variables })
}

/** What Instagram says of the app now, and what it said of it to those who are connected. */
async function examineApp(
  { budget, settings }: InstagramPlace,
  find: Find,
  { locale, app }: { locale: Locale; app: Examination['app'] },
): Promise<DoctorCheck> {
  const refusal = await budget.findRefusal()
  if (app === 'refused' && refusal?.about !== 'app') return find('app.refused', {})
  // What a login met without a code of its own is what was asked just now: a wrong id, secret or address.
  const isMended = app === 'known' && refusal?.about === 'login' && refusal.code === null
  if (refusal !== null && !isMended) {
    const told = { code: refusal.code ?? '?', at: instantFormat(locale, settings).format(refusal.since) }
    return refusal.about === 'app' ? find('app.blocked', told) : find('app.rights', told)
  }
  return app === 'known' ? find('app.ok', {}) : find('app.unknown', {})
}

function examineGraphVersion({ clock, settings }: InstagramPlace, find: Find, locale: Locale): DoctorCheck {
  const version = settings.instagramGraphVersion
  const found = graphVersionAt(version, clock.now())
  const newest = newestGraphVersion
  if (found.state === 'unknown') return find('graph_version.unknown', { version, newest })
  if (found.endsOn === null) return find('graph_version.ok', { version })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(found.endsOn))
  return found.state === 'living'
    ? find('graph_version.dated', { version, date })
    : find(`graph_version.${found.state}`, { version, date, newest })
}

/** In the zone of the schedules. */
export function instantFormat(locale: Locale, { scheduleTimeZone }: Deps['settings']): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone: scheduleTimeZone })
}
