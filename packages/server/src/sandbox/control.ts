import type { Day } from './days.ts'
import type { Fault } from './faults.ts'
import type { DayNumbers } from './numbers.ts'
import type { AccountType, SandboxPerson } from './people.ts'
import type { RecordedRequest, SandboxState, Usage } from './state.ts'
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
  /** The numbers of that Los Angeles day as the sandbox serves them now; null = not served. */
  truth(username: string, day: Day): DayNumbers
  /** Every code and token given so far. */
  readonly issuedTokens: readonly string[]
  setUsage(usage: Usage): void
  setTokenShape(shape: 'documented' | 'production'): void
  setMeShape(shape: 'flat' | 'data'): void
  /** Whether a refresh gives a new token or the same one with new days; both were seen. */
  setRefreshGives(token: 'new' | 'same'): void
  /** How long after a day's end its numbers stay absent; 0 shows even today. */
  setLateHours(hours: number): void
  /** Clock, faults, overrides, revocations, shapes and records back to the beginning. */
  reset(): void
}

/** The controls over a running sandbox. */
export function makeControl(state: SandboxState): SandboxControl {
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
      state.faults.add(
        person === undefined ? fault : { ...fault, match: { ...fault.match, person: state.person(person).username } },
      )
    },
    clearFaults: () => state.faults.clear(),
    approve,
    approveAndRedirect: (username, input) =>
      successRedirect(
        input.redirectUri,
        approve(username, input),
        input.state === undefined ? null : encodeURIComponent(input.state),
      ),
    giveLongToken: (username, scopes) => {
      const person = state.person(username)
      return state.issueLongToken(person, grantedBy(person, scopes), false).token
    },
    revoke: (username) => state.revoke(state.person(username)),
    setScopes: (username, scopes) => {
      state.live(state.person(username)).scopes = scopes.filter((scope): scope is Scope => isScope(scope))
    },
    setAccountType: (username, accountType) => {
      state.live(state.person(username)).accountType = accountType
    },
    rename: (username, newName) => {
      state.live(state.person(username)).username = newName
    },
    setMetric: (username, metric, day, value) => state.setMetric(state.person(username), metric, day, value),
    truth: (username, day) => state.numbers(state.person(username), day),
    get issuedTokens() {
      return state.issuedSecrets
    },
    setUsage: (usage) => {
      state.usage = usage
    },
    setTokenShape: (shape) => {
      state.tokenShape = shape
    },
    setMeShape: (shape) => {
      state.meShape = shape
    },
    setRefreshGives: (token) => {
      state.refreshGives = token
    },
    setLateHours: (hours) => {
      state.lateHours = hours
    },
    reset: () => state.reset(),
  }
}

function grantedBy(person: SandboxPerson, asked: readonly string[] = [basicScope, insightsScope]): Scope[] {
  return asked.filter(isScope).filter((scope) => scope !== insightsScope || person.quirk !== 'insights_never_granted')
}

/** Where the browser goes after consent; `#_` is Instagram's own. The state arrives encoded and stays as it came. */
export function successRedirect(redirectUri: string, code: string, encodedState: string | null): string {
  return `${withQuery(redirectUri, `code=${encodeURIComponent(code)}`, encodedState)}#_`
}

/** Where the browser goes when the person refuses. */
export function cancelledRedirect(redirectUri: string, encodedState: string | null): string {
  const query = 'error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request'
  return withQuery(redirectUri, query, encodedState)
}

function withQuery(redirectUri: string, query: string, encodedState: string | null): string {
  const [address] = redirectUri.split('#', 1)
  const glue = redirectUri.includes('?') ? '&' : '?'
  return `${address ?? ''}${glue}${query}${encodedState === null ? '' : `&state=${encodedState}`}`
}
