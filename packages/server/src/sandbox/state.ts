import { dayOf, addDays, type Day } from './days.ts'
import { FaultQueue } from './faults.ts'
import { MediaHistory } from './media-history.ts'
import { FollowerTotals } from './followers.ts'
import { Lateness, type LatenessOptions } from './lateness.ts'
import { finalNumbers, numbersOfDay, type DayNumbers } from './numbers.ts'
import { Oddities } from './oddities.ts'
import { crowdPerson, people, type AccountType, type SandboxPerson } from './people.ts'
import { fingerprint, newNonce, seal, unseal, type Claims, type Scope } from './tokens.ts'

/** One call as it arrived. Secrets are kept: tests look for them. */
export interface RecordedRequest {
  method: string
  /** With the version, without the query. */
  path: string
  query: Readonly<Record<string, string>>
  /** Fields of a posted form. */
  form: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** Username of the person whose token or code came along. */
  person: string | undefined
  at: Date
}

/** Percentages of the `x-app-usage` header, and whether `x-business-use-case-usage` is sent too. */
export interface Usage {
  callCount?: number
  totalTime?: number
  totalCpuTime?: number
  /** `app` is what graph.instagram.com was seen to send. */
  headers?: 'app' | 'both' | 'none' | 'malformed'
  /** Minutes, in the business header. */
  regainMinutes?: number
}

export interface Settings {
  seed: string
  appId: string
  appSecret: string
  behaviour: 'instagram' | 'facebook'
  latencyMs: number
  storiesPerDay: number | undefined
  now: () => Date
}

interface PersonState {
  username: string
  accountType: AccountType
  /** Replaces what the token says. */
  scopes: readonly Scope[] | undefined
  revokedAt: Date | undefined
  /** Tokens given since the last revocation, for a clock that stands still. */
  nonces: Set<string>
  calls: number
}

/** What a refresh answers: a new token, the same with new days, or something that is no token of this person. */
export type RefreshGives = 'new' | 'same' | 'other' | 'blank' | 'null'

const requestsKept = 10_000
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** "Business Login for Instagram": a code and a short token live for one hour. */
const codeLife = hour
const shortLife = hour
/** What `expires_in` of the printed sample says, a little less than 60 days. */
const longLife = 5_183_944_000

/** Everything the sandbox remembers until it is closed or reset. */
export class SandboxState {
  readonly settings: Settings
  readonly faults = new FaultQueue()
  readonly media: MediaHistory
  readonly oddities = new Oddities()
  readonly issuedSecrets: string[] = []
  requests: RecordedRequest[] = []
  /** Set by the server once it listens. */
  url = ''
  usage: Usage = {}
  tokenShape: 'documented' | 'production' = 'production'
  meShape: 'flat' | 'data' = 'flat'
  refreshGives: RefreshGives = 'new'
  lateHours = 0
  readonly #people = new Map<string, PersonState>()
  readonly #overrides = new Map<string, number | null>()
  readonly #usedCodes = new Set<string>()
  /** Expiry of tokens that a refresh kept, by nonce. */
  readonly #extended = new Map<string, Date>()
  readonly #totals: FollowerTotals
  #lateness: Lateness | undefined
  #offset = 0

  constructor(settings: Settings) {
    this.settings = settings
    this.media = new MediaHistory(settings)
    this.#totals = new FollowerTotals(settings.seed, this.override)
  }

  now(): Date {
    return new Date(this.settings.now().getTime() + this.#offset)
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds
  }

  setNow(instant: Date): void {
    this.#offset = instant.getTime() - this.settings.now().getTime()
  }

  /** Back to the beginning; tokens stay valid unless they depended on what is forgotten. */
  reset(): void {
    this.#offset = 0
    this.requests = []
    this.usage = {}
    this.tokenShape = 'production'
    this.meShape = 'flat'
    this.refreshGives = 'new'
    this.lateHours = 0
    this.#lateness = undefined
    this.oddities.forget()
    this.media.restoreAll()
    this.faults.clear()
    this.#people.clear()
    this.#overrides.clear()
    this.#usedCodes.clear()
    this.#extended.clear()
    this.#totals.forget()
  }

  record(request: RecordedRequest): void {
    this.requests.push(request)
    if (this.requests.length > requestsKept) this.requests.splice(0, this.requests.length - requestsKept)
  }

  /** A person by stable or present username. */
  person(username: string): SandboxPerson {
    const found = this.findPerson(username)
    if (found === undefined) throw new Error(`nobody in the sandbox is called ${JSON.stringify(username)}`)
    return found
  }

  findPerson(username: string): SandboxPerson | undefined {
    return (
      people.find((person) => person.username === username) ??
      people.find((person) => this.#people.get(person.username)?.username === username) ??
      crowdPerson(username)
    )
  }

  /** What can change about a person. */
  live(person: SandboxPerson): PersonState {
    const known = this.#people.get(person.username)
    if (known !== undefined) return known
    const fresh: PersonState = {
      username: person.username,
      accountType: person.accountType,
      scopes: undefined,
      revokedAt: undefined,
      nonces: new Set(),
      calls: 0,
    }
    this.#people.set(person.username, fresh)
    return fresh
  }

  revoke(person: SandboxPerson): void {
    const live = this.live(person)
    live.revokedAt = this.now()
    live.nonces.clear()
  }

  /** Whether the person removed the app after this code or token was given. */
  isRevoked(person: SandboxPerson, claims: Claims): boolean {
    const { revokedAt, nonces } = this.live(person)
    return revokedAt !== undefined && claims.issuedAt.getTime() <= revokedAt.getTime() && !nonces.has(claims.nonce)
  }

  /** What the consent page does when somebody presses the button. */
  issueCode(person: SandboxPerson, granted: readonly Scope[], redirectUri: string): string {
    this.live(person).scopes = undefined
    return this.#issue(person, { kind: 'code', scopes: granted, life: codeLife, redirect: fingerprint(redirectUri) })
  }

  issueShortToken(person: SandboxPerson, granted: readonly Scope[]): string {
    return this.#issue(person, { kind: 'short', scopes: granted, life: shortLife })
  }

  /** The first long token of someone whose access is short-lived ends after five days. */
  issueLongToken(
    person: SandboxPerson,
    granted: readonly Scope[],
    isRefresh: boolean,
  ): { token: string; expiresIn: number } {
    const life = person.quirk === 'short_lived' && !isRefresh ? 5 * day : longLife
    return { token: this.#issue(person, { kind: 'long', scopes: granted, life }), expiresIn: life / 1000 }
  }

  /** Keeps the token and gives it new days. */
  extend(claims: Claims): number {
    this.#extended.set(claims.nonce, new Date(this.now().getTime() + longLife))
    return longLife / 1000
  }

  /** Reads a code or token. */
  read(secret: string): Claims | 'unreadable' | 'forged' {
    const claims = unseal(secret, this.settings.seed)
    if (typeof claims === 'string') return claims
    const extended = this.#extended.get(claims.nonce)
    return extended === undefined ? claims : { ...claims, expiresAt: extended }
  }

  /** True the first time. */
  useCode(claims: Claims): boolean {
    if (this.#usedCodes.has(claims.nonce)) return false
    this.#usedCodes.add(claims.nonce)
    return true
  }

  setMetric(person: SandboxPerson, metric: string, day: Day, value: number | null): void {
    // The series calls the day's new followers follower_count.
    this.#overrides.set(`${person.username} ${metric === 'follower_count' ? 'gained' : metric} ${day}`, value)
    this.#totals.forget()
  }

  readonly override = (username: string, metric: string, day: Day): number | null | undefined =>
    this.#overrides.get(`${username} ${metric} ${day}`)

  setLateness(options: LatenessOptions | null): void {
    this.#lateness = options === null ? undefined : new Lateness(options, this.settings.seed)
  }

  /** The numbers of a Los Angeles day as served at this moment; in a sum of days none is left out by chance. */
  numbers(person: SandboxPerson, day: Day, mayOmit = true): DayNumbers {
    const now = this.now()
    const today = dayOf(now)
    const before = this.#totals.endOf(person, addDays(day > today ? today : day, -1))
    const { lateHours, override } = this
    const { seed } = this.settings
    return numbersOfDay(person, day, { seed, now, lateHours, lateness: this.#lateness, mayOmit, override }, before)
  }

  /** The numbers of a Los Angeles day as they will be said in the end. */
  finalNumbers(person: SandboxPerson, day: Day): DayNumbers {
    const { seed } = this.settings
    return finalNumbers(person, day, { seed, override: this.override }, this.#totals.endOf(person, addDays(day, -1)))
  }

  #issue(
    person: SandboxPerson,
    { kind, scopes, life, redirect }: Pick<Claims, 'kind' | 'scopes' | 'redirect'> & { life: number },
  ): string {
    const issuedAt = this.now()
    const nonce = newNonce()
    const expiresAt = new Date(issuedAt.getTime() + life)
    const secret = seal(
      {
        username: person.username,
        kind,
        issuedAt,
        expiresAt,
        scopes,
        nonce,
        ...(redirect !== undefined && { redirect }),
      },
      this.settings.seed,
    )
    this.live(person).nonces.add(nonce)
    this.issuedSecrets.push(secret)
    return secret
  }
}
