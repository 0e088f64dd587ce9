export { classifyAnswer } from './classify.ts'
export { addDays, dayOf, daysFrom, endOfDay, instagramZone, settledFrom, startOfDay, windowOf } from './days.ts'
export type { Examination } from './examine.ts'
export {
  type CallHolder,
  callHolders,
  GraphFailure,
  type GraphFailureDetails,
  type GraphFailureKind,
  type UserAction,
} from './failure.ts'
export type { GraphSession, Profile } from './graph-client.ts'
export { graphVersionAt, newestGraphVersion } from './graph-versions.ts'
export type { Concealed, SendRequest } from './http.ts'
export type { SplitParts } from './split-answers.ts'
export type { DayValue, FollowsReading } from './insight-answers.ts'
export { createInstagram, type Instagram, type WatchCall } from './instagram.ts'
export { isAboutSome, isolate, isPassing } from './isolate.ts'
export { type LongToken, requiredScopes, shortTokenSeconds } from './login.ts'
export type { ListedMedia, MediaItem, MediaPage, NavigationReading } from './media-answers.ts'
export { figuresOf, navigationMetric, productOf } from './media-catalogue.ts'
export { type MediaListing, type MediaPosition, readMediaPages } from './media-pages.ts'
export {
  accountMetrics,
  longestWindowDays,
  metricsOfForm,
  recentSeriesDays,
  splitBreakdowns,
  type SplitBreakdown,
} from './metric-catalogue.ts'
export { isInstagramAddress } from './own-hosts.ts'
export { dayQuestion, followersQuestion, followsQuestion, type GraphQuestion } from './questions.ts'
export { profileFields, withoutBlanks } from './profile-answers.ts'
export type { CallGate, TryOutcome } from './retry.ts'
export {
  callsByPermission,
  type Permission,
  readByUs,
  reviewedCallNames,
  type ReviewedCallName,
} from './reviewed-calls.ts'
export { shownAddress } from './shown-address.ts'
export { readSignedRequest, type SignedRequest } from './signed-request.ts'
