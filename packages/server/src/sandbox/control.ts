import type { AppState } from './app-state.ts'
import type { ContentTypeNames } from './content-shares.ts'
import { keyOf, type CorrectedNumber, type GivenSplit } from './corrections.ts'
import { hourMs, type Day } from './days.ts'
import type { Fault } from './faults.ts'
import { Lateness, type LatenessOptions } from './lateness.ts'
import type { Media } from './media-history.ts'
import { mediaInsightsAt, type MediaNumbers } from './media-numbers.ts'
import type { DayNumbers } from './numbers.ts'
import type { ConsentEnd, EndedStories, Overrides, RefreshGives, Usage } from './overrides.ts'
import type { AccountType, SandboxPerson } from './people.ts'
import { consentRedirect } from './redirects.ts'
import type { Split, SplitQuestion } from './splits.ts'
import type { RecordedRequest, SandboxState } from './state.ts'
import { basicScope, insightsScope, isScope, type Scope } from './tokens.ts'

export interface ApproveInput {
  state?: string
  redirectUri: string
  /** What the app asked for; basic and insights unless told. */
  scopes?: readonly string[]
}

/** What a test, or the drawer of a demo, can do to the sandbox. People are named by username. */
export interface SandboxControl {
  now(): Date
  advance(milliseconds: number): void
  setNow(instant: Date): void
  /** Graph and OAuth calls since the start or the last {@link clearRequests}, oldest first. */
  readonly requests: readonly RecordedRequest[]
  clearRequests(): void
  fault(fault: Fault): void
  clearFaults(): void
  /** Gives a code as the consent page would, without a browser. */
  approve(username: string, input: ApproveInput): string
  /** The same, but gives the whole address the browser would be sent to. */
  approveAndRedirect(username: string, input: ApproveInput): string
  /** Gives a long token without the code and the exchange; basic and insights unless told. */
  giveLongToken(username: string, scopes?: readonly string[]): string
  /** The person removes the app: every code and token given so far answers 190/458. */
  revoke(username: string): void
  /** Replaces what the person granted, for tokens already given too, until the next consent. */
  setScopes(username: string, scopes: readonly string[]): void
  setAccountType(username: string, accountType: AccountType): void
  rename(username: string, newName: string): void
  /** Replaces a number of a Los Angeles day; null = that day has no value. Also `gained`, `lost` and `followers`. */
  setMetric(username: string, metric: string, day: Day, value: number | null): void
  /** Another split of a day's number, or none; null = the usual one. */
  setSplit(username: string, question: SplitQuestion, given: GivenSplit | null): void
  /** From that instant on a day's number, or with `by` its split, is this: Instagram corrects it then. The followers stay. */
  correctLater(username: string, corrected: CorrectedNumber, from: Date, value: number | Split): void
  /** What content types are called: `POST`, `REEL` … or, as until 2026, `FEED`, `REELS` … without carousels. */
  setContentTypeNames(names: ContentTypeNames): void
  /** Whether a breakdown's answer says the whole number as well, as it does unless told; real answers did not always. */
  setTotalBesideSplit(isSaid: boolean): void
  /** How a number of that Los Angeles day is split, as served now; null = not served. Categories with 0 are left out. */
  splitTruth(username: string, question: SplitQuestion): GivenSplit | null
  /** How Instagram will split the day's number in the end. */
  finalSplitTruth(username: string, question: SplitQuestion): GivenSplit | null
  /** The numbers of that Los Angeles day as the sandbox serves them now; null = not served. */
  truth(username: string, day: Day): DayNumbers
  /** What Instagram will say of that day in the end, however late it is; `followers` is the total at the day's end. */
  finalTruth(username: string, day: Day): DayNumbers
  /** Every code and token given so far. */
  readonly issuedTokens: readonly string[]
  setUsage(usage: Usage): void
  setTokenShape(shape: 'documented' | 'production'): void
  setMeShape(shape: 'flat' | 'data'): void
  /** A refresh gives a new token, the same one with new days, a token of somebody else, blank text or the word null. */
  setRefreshGives(token: RefreshGives): void
  /** What exchange and refresh say in `expires_in`, whatever is true; null = the truth again. */
  setExpiresIn(seconds: number | null): void
  /** How long after a day's end its numbers stay absent; 0 shows even today. */
  setLateHours(hours: number): void
  /** Numbers as late, incomplete and full of holes as Instagram's may be, by a seed; null = as before. */
  setLateness(options: LatenessOptions | null): void
  /** How Instagram sees the app: until it is `ok` again every Graph and token call of everybody is refused. */
  setApp(app: AppState): void
  /** Replaces a field of `/me`; undefined = the field is left out. */
  setField(username: string, field: string, value: string | number | null | undefined): void
  /** `/me` with a token of the first answers for the second; null = for its own person again. */
  answerMeAs(username: string, other: string | null): void
  /** Consent sends the browser back with `error_code` and `error_message`, or with nothing, instead of a code. */
  setConsentEnd(username: string, end: ConsentEnd | null): void
  /** Puts any JSON in the place of a day's row of a series, and before the rows of a breakdown that holds the day. */
  setRow(username: string, metric: string, day: Day, row: unknown): void
  /** Posts and reels that exist now, newest first. */
  posts(username: string): readonly Media[]
  /** The person deletes a post: gone from the list, and its insights answer 24/2207006. */
  deletePost(username: string, mediaId: string): void
  /** The likes of a post from now on, in the list and its insights; hidden = the list lacks them. */
  setLikes(username: string, mediaId: string, likes: number | 'hidden'): void
  /** A post's insights answer with no data at all or with values that are null; null = as usual. */
  setMediaInsights(username: string, mediaId: string, given: 'empty' | 'nulls' | null): void
  /** Stories that began on a Los Angeles day, those that are over as well, newest first. */
  stories(username: string, day: Day): readonly Media[]
  /** A story is in a highlight from now on, and answers after its 24 hours; or it is in none. */
  setHighlight(username: string, mediaId: string, isIn: boolean): void
  /** What stories in no highlight answer after their 24 hours: 100/33 unless told. */
  setEndedStories(answer: EndedStories): void
  /** The figures of a post or a story as its insights say them at an instant, now unless told; null = too fresh. */
  mediaTruth(username: string, mediaId: string, at?: Date): MediaNumbers | null
  /** Clock, faults, overrides, revocations, shapes and records back to the beginning. */
  reset(): void
}

/** The controls over a running sandbox. */
export function makeControl(state: SandboxState): SandboxControl {
  const { tokens, media } = state
  const nameOf = (username: string) => state.person(username).username
  const mediaOf = (username: string, id: string): Media => {
    const found = media.find(state.person(username), id, state.now())
    if (found !== undefined) return found
    throw new Error(`${username} has no media ${JSON.stringify(id)}`)
  }
  const mediaIdOf = (username: string, id: string) => mediaOf(username, id).id
  const setter =
    <Name extends keyof Overrides>(name: Name) =>
    (value: Overrides[Name]): void => {
      state.overrides[name] = value
    }
  const approve = (username: string, { redirectUri, scopes }: ApproveInput) => {
    const person = state.person(username)
    return state.issueCode(person, grantedBy(person, scopes), redirectUri)
  }
  return {
    now: () => state.now(),
    advance: (milliseconds) => state.advance(milliseconds),
    setNow: (instant) => state.setNow(instant),
    get requests() {
      return state.requests
    },
    clearRequests: () => {
      state.requests = []
    },
    fault: (fault) => {
      const person = fault.match?.person
      state.faults.add(person === undefined ? fault : { ...fault, match: { ...fault.match, person: nameOf(person) } })
    },
    clearFaults: () => state.faults.clear(),
    approve,
    approveAndRedirect: (username, input) =>
      consentRedirect(state, state.person(username), {
        redirectUri: input.redirectUri,
        code: approve(username, input),
        encodedState: input.state === undefined ? null : encodeURIComponent(input.state),
      }),
    giveLongToken: (username, scopes) => {
      const person = state.person(username)
      return tokens.issueLong(person, grantedBy(person, scopes), false).token
    },
    revoke: (username) => tokens.revoke(state.person(username)),
    setScopes: (username, scopes) => {
      state.live(state.person(username)).scopes = scopes.filter(isScope)
    },
    setAccountType: (username, accountType) => {
      state.live(state.person(username)).accountType = accountType
    },
    rename: (username, newName) => {
      state.live(state.person(username)).username = newName
    },
    setMetric: (username, metric, day, value) => state.setMetric(state.person(username), metric, day, value),
    setSplit: (username, question, given) => put(state.overrides.splits, keyOf(nameOf(username), question), given),
    correctLater: (username, corrected, from, value) =>
      state.overrides.corrections.add(nameOf(username), corrected, from, value),
    setContentTypeNames: setter('contentTypeNames'),
    setTotalBesideSplit: setter('saysTotalBesideSplit'),
    splitTruth: (username, question) => state.split(state.person(username), question),
    finalSplitTruth: (username, question) => state.finalSplit(state.person(username), question),
    truth: (username, day) => state.numbers(state.person(username), day),
    finalTruth: (username, day) => state.finalNumbers(state.person(username), day),
    issuedTokens: tokens.issuedSecrets,
    setUsage: setter('usage'),
    setTokenShape: setter('tokenShape'),
    setMeShape: setter('meShape'),
    setRefreshGives: setter('refreshGives'),
    setExpiresIn: setter('expiresIn'),
    setLateHours: setter('lateHours'),
    setLateness: (options) => {
      state.overrides.lateness = options && new Lateness(options, state.settings.seed)
    },
    setApp: setter('app'),
    setField: (username, field, value) => {
      state.overrides.fields.set(`${nameOf(username)} ${field}`, value)
    },
    answerMeAs: (username, other) =>
      put(state.overrides.answersMeAs, nameOf(username), other === null ? null : state.person(other)),
    setConsentEnd: (username, end) => put(state.overrides.consentEnds, nameOf(username), end),
    setRow: (username, metric, day, row) => {
      state.overrides.rows.set(`${nameOf(username)} ${metric} ${day}`, row)
    },
    posts: (username) => media.published(state.person(username), state.now()),
    deletePost: (username, mediaId) => media.delete(mediaIdOf(username, mediaId)),
    setLikes: (username, mediaId, likes) => put(state.overrides.likes, mediaIdOf(username, mediaId), likes),
    setMediaInsights: (username, mediaId, given) =>
      put(state.overrides.mediaInsights, mediaIdOf(username, mediaId), given),
    stories: (username, day) => media.storiesOf(state.person(username), day, state.now()),
    setHighlight: (username, mediaId, isIn) => {
      const { publishedAt } = mediaOf(username, mediaId)
      media.highlight(mediaId, isIn ? (state.now().getTime() - publishedAt.getTime()) / hourMs : undefined)
    },
    setEndedStories: setter('endedStories'),
    mediaTruth: (username, mediaId, at) =>
      mediaInsightsAt(state, state.person(username), mediaOf(username, mediaId), at),
    reset: () => state.reset(),
  }
}

/** null takes the entry away. */
function put<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key)
  else map.set(key, value)
}

function grantedBy(person: SandboxPerson, asked: readonly string[] = [basicScope, insightsScope]): Scope[] {
  return asked.filter(isScope).filter((scope) => scope !== insightsScope || person.quirk !== 'insights_never_granted')
}
