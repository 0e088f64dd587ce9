import { newestAnswers } from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import {
  callsByPermission,
  graphVersionAt,
  isInstagramAddress,
  type Permission,
  readByUs,
  requiredScopes,
  type ReviewedCallName,
} from '../instagram/index.ts'
import type { MessageKey, MessageParameters } from '../messages/catalogue.ts'
import { say, type Locale } from '../messages/messages.ts'
import { reviewerSteps, screencastSteps } from '../messages/review.ts'
import { ownChecks, seenChecks, type SeenCheck } from './checks.ts'
import type { ReviewedPermission, ReviewPack, ReviewText } from './contract.ts'

/** Meta counts a call towards a permission for so long. Source: Meta App Review, "Submission Guide". */
const countedMs = 30 * 86_400_000
/** Of so many accounts the records are looked at, those that were connected last. */
const mostAccounts = 50

/** Reads settings and records; asks Instagram nothing and changes nothing. */
export async function readReviewPack(
  { db, clock, settings }: Pick<Deps, 'db' | 'clock' | 'settings'>,
  { locale }: Pick<Caller, 'locale'>,
): Promise<ReviewPack> {
  const at = clock.now()
  const found = await newestAnswers.findNewestAnswers(db, mostAccounts)
  const answeredAt: Record<ReviewedCallName, Date | null> = {
    profile: found.connectedAt,
    media: found.mediaSeenAt,
    stories: found.storiesSeenAt,
    account_insights: found.numbersReadAt,
    media_insights: found.mediaInsightsAt,
    audience: found.audienceReadAt,
  }
  const isRecent = (then: Date | null) => then !== null && then > addMs(at, -countedMs)
  const base = `${settings.instagramGraphBaseUrl}/${settings.instagramGraphVersion}`
  const permissions = requiredScopes.map((name): ReviewedPermission => {
    const calls = callsByPermission[name].map(({ name: call, endpoint, example }) => ({
      name: call,
      endpoint,
      request: `GET ${base}/${example}`,
      purpose: say(`review.call.${call}`, locale, {}),
      answeredAt: answeredAt[call],
      isRecent: isRecent(answeredAt[call]),
    }))
    return { name, use: inEnglish(`review.use.${name}`, wordsRead(), locale), calls }
  })
  const hasCalls = (name: Permission) =>
    permissions.some((permission) => permission.name === name && permission.calls.some((call) => call.isRecent))
  const redirectUri = settings.instagramRedirectUri
  const publicUrl = settings.publicUrl?.replace(/\/{1,8}$/, '')
  const isRealInstagram = isInstagramAddress(settings.instagramGraphBaseUrl)
  const version = graphVersionAt(settings.instagramGraphVersion, at)
  const isDone: Record<SeenCheck, boolean> = {
    redirect_https: redirectUri.startsWith('https:'),
    public_url: publicUrl?.startsWith('https:') === true,
    real_instagram: isRealInstagram,
    version: version.state === 'living',
    account_connected: found.active > 0,
    calls_basic: hasCalls('instagram_business_basic'),
    calls_insights: hasCalls('instagram_business_manage_insights'),
  }
  const words = {
    uri: redirectUri,
    url: publicUrl ?? 'PUBLIC_URL',
    version: settings.instagramGraphVersion,
    permission: requiredScopes.join(', '),
  }
  return {
    at,
    appId: settings.instagramAppId,
    redirectUri,
    callbacks:
      publicUrl === undefined
        ? null
        : {
            deauthorize: `${publicUrl}/webhooks/instagram/deauthorize`,
            deletion: `${publicUrl}/webhooks/instagram/data-deletion`,
          },
    graphVersion: {
      version: settings.instagramGraphVersion,
      endsOn: version.state === 'unknown' ? null : version.endsOn,
    },
    isRealInstagram,
    accounts: found.active,
    permissions,
    checks: [
      ...seenChecks.map((id) => ({
        id,
        state: isDone[id] ? ('done' as const) : ('open' as const),
        text: say(`review.check.${id}`, locale, words),
      })),
      ...ownChecks.map((id) => ({ id, state: 'yours' as const, text: say(`review.check.${id}`, locale, words) })),
    ],
    reviewer: reviewerSteps.map((step) =>
      inEnglish(`review.reviewer.${step}`, { url: new URL(redirectUri).origin }, locale),
    ),
    screencast: screencastSteps.map((step) => inEnglish(`review.screencast.${step}`, {}, locale)),
  }
}

function inEnglish<Key extends MessageKey>(key: Key, parameters: MessageParameters[Key], locale: Locale): ReviewText {
  const text = say(key, 'en', parameters)
  return { text, translation: locale === 'en' ? null : say(key, locale, parameters) }
}

function wordsRead(): Record<keyof typeof readByUs, string> {
  const { profile, media, account, figures } = readByUs
  const joined = (names: readonly string[]) => names.join(', ')
  return { profile: joined(profile), media: joined(media), account: joined(account), figures: joined(figures) }
}
