import { events, installation, type Handle } from '../src/index.ts'
import type {
  accounts,
  connectionAttempts,
  dailyMetrics,
  followerCounts,
  followerDays,
  media,
  oauthStates,
  syncRuns,
} from '../src/index.ts'

const start = Date.UTC(2026, 10, 16, 18, 0, 0)

/** An instant, in seconds after the start of the story. */
export const at = (seconds: number) => new Date(start + seconds * 1000)

/** Later than anything in the story can be believed to be. */
export const never = at(1_000_000_000)

export const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** `account('ana')` belongs to `user-ana` and is Instagram's `instagram-ana`. */
export const account = (id: string, changes: Partial<accounts.NewAccount> = {}): accounts.NewAccount => ({
  id,
  userId: `user-${id}`,
  instagramUserId: `instagram-${id}`,
  username: id,
  status: 'active',
  sealedToken: `v1.00000000.${id}`,
  tokenIssuedAt: at(0),
  tokenExpiresAt: at(5_184_000),
  grantedScopes: ['instagram_business_basic'],
  connectedAt: at(0),
  createdAt: at(0),
  updatedAt: at(0),
  ...changes,
})

/** A claim at `at(0)` with a lease of 60 seconds and a cooldown of 300. */
export const claim = (accountId: string, changes: Partial<accounts.LeaseClaim> = {}): accounts.LeaseClaim => ({
  accountId,
  owner: 'worker',
  purpose: 'manual',
  now: at(0),
  until: at(60),
  latestUntil: never,
  cooldown: { latest: never },
  nextSyncAllowedAt: at(300),
  ...changes,
})

/** A state of `user-ana`, made at `at(0)` and good for ten minutes. */
export const state = (stateHash: string, changes: Partial<oauthStates.NewOauthState> = {}) => ({
  stateHash,
  userId: 'user-ana',
  accountId: null,
  redirectUri: 'https://shop.example/return',
  returnTo: null,
  placement: null,
  createdAt: at(0),
  expiresAt: at(600),
  ...changes,
})

export const taking = (stateHash: string, changes: Partial<oauthStates.TakeState> = {}): oauthStates.TakeState => ({
  stateHash,
  userId: 'user-ana',
  codeHash: `code-of-${stateHash}`,
  now: at(1),
  owner: 'worker',
  leaseUntil: at(61),
  ...changes,
})

export const attempt = (
  stateHash: string,
  step: connectionAttempts.ConnectionStep,
): connectionAttempts.NewConnectionAttempt => ({
  stateHash,
  userId: 'user-ana',
  accountId: null,
  step,
  placement: 'settings',
  durationSeconds: 0,
  errorMessage: null,
  createdAt: at(0),
})

export const day = (
  accountId: string,
  date: string,
  changes: Partial<dailyMetrics.DailyMetricsRow> = {},
): dailyMetrics.DailyMetricsRow => ({
  accountId,
  day: date,
  reach: 10,
  views: 20,
  accountsEngaged: 3,
  totalInteractions: 4,
  likes: 1,
  comments: 1,
  saves: 1,
  shares: 1,
  replies: 0,
  reposts: 0,
  profileViews: 5,
  websiteClicks: 0,
  profileLinksTaps: 0,
  newFollowers: 2,
  follows: 3,
  unfollows: 1,
  other: null,
  missing: {},
  unsettled: [],
  followsReadAt: null,
  rawEndTime: `${date}T08:00:00+0000`,
  isFinal: true,
  fetchedAt: at(0),
  importedAt: null,
  ...changes,
})

/** A count taken that many seconds after the start of the story. */
export const counted = (
  accountId: string,
  seconds: number,
  followersCount: number,
): followerCounts.FollowerCountRow => ({
  accountId,
  takenAt: at(seconds),
  followersCount,
  followsCount: 7,
  mediaCount: 9,
  importedAt: null,
})

export const followerDay = (
  date: string,
  changes: Partial<followerDays.FollowerDay> = {},
): followerDays.FollowerDay => ({
  day: date,
  followers: 100,
  change: 4,
  isFinal: true,
  isDerived: false,
  isEstimated: false,
  ...changes,
})

type NewRun = Parameters<typeof syncRuns.insert>[1]

export const run = (id: string, accountId: string, changes: Partial<NewRun> = {}): NewRun => ({
  id,
  accountId,
  userId: `user-${accountId}`,
  trigger: 'manual',
  status: 'running',
  phase: 'profile',
  startedAt: at(0),
  ...changes,
})

type NewEvent = Omit<events.EventRow, 'sequence' | 'mac'>

export const event = (type: string, changes: Partial<NewEvent> = {}): NewEvent => ({
  type,
  personRef: 'ref-ana',
  accountId: null,
  actorKind: 'user',
  actorRef: 'ref-ana',
  requestId: null,
  ipNetwork: null,
  data: {},
  sealedPersonal: null,
  createdAt: at(0),
  ...changes,
})

/** Appends an event under the next number, as the product does inside a transaction. */
export async function tell(handle: Handle, told: NewEvent): Promise<events.EventRow> {
  await installation.create(handle, { sealedSecret: 'sealed', now: at(0) })
  const { sequence } = await installation.takeNext(handle)
  const row = { ...told, sequence, mac: `mac-${sequence}` }
  await events.append(handle, row)
  await installation.saveLast(handle, row)
  return row
}

/** A post of `ana` whose figures were not read. */
export const post = (mediaId: string, changes: Partial<media.MediaRow> = {}): media.MediaRow => ({
  accountId: 'ana',
  mediaId,
  mediaType: 'IMAGE',
  productType: 'FEED',
  caption: 'Ação 🌷',
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  navigation: null,
  navigationViews: null,
  askedAt: null,
  isHighlighted: null,
  nextReadAt: null,
  publishedAt: at(0),
  views: null,
  reach: null,
  totalInteractions: null,
  likes: null,
  areLikesHidden: null,
  comments: null,
  saved: null,
  shares: null,
  figures: {},
  insightState: 'unread',
  refusedMetrics: [],
  insightsAt: null,
  goneAt: null,
  seenAt: at(1),
  ...changes,
})
