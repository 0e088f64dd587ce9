import { keyOf, type GivenSplit } from './corrections.ts'
import { crowdPerson } from './crowd.ts'
import { addDays, dayOf, type Day } from './days.ts'
import { FaultQueue } from './faults.ts'
import { FollowerTotals } from './followers.ts'
import { MediaHistory } from './media-history.ts'
import { finalNumbers, numbersOfDay, type DayNumbers } from './numbers.ts'
import { noOverrides, type Overrides } from './overrides.ts'
import { people, type AccountType, type SandboxPerson } from './people.ts'
import type { Settings } from './settings.ts'
import { splitOfDay, type SplitQuestion } from './splits.ts'
import { TokenLedger } from './token-ledger.ts'
import type { Scope } from './tokens.ts'

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

interface PersonState {
  username: string
  accountType: AccountType
  /** Replaces what the token says. */
  scopes: readonly Scope[] | undefined
  calls: number
}

const requestsKept = 10_000
/** When everything that is still to be said of a day is said. */
const endOfTime = new Date(8.64e15)

/** Everything the sandbox remembers until it is closed or reset. */
export class SandboxState {
  readonly settings: Settings
  readonly faults = new FaultQueue()
  readonly media: MediaHistory
  readonly tokens: TokenLedger
  overrides: Overrides = noOverrides()
  requests: RecordedRequest[] = []
  /** Set by the server once it listens. */
  url = ''
  readonly #people = new Map<string, PersonState>()
  readonly #totals: FollowerTotals
  #offset = 0

  constructor(settings: Settings) {
    this.settings = settings
    this.media = new MediaHistory(settings)
    this.tokens = new TokenLedger(settings, () => this.now())
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
    this.overrides = noOverrides()
    this.media.restoreAll()
    this.faults.clear()
    this.tokens.clear()
    this.#people.clear()
    this.#totals.forget()
  }

  record(request: RecordedRequest): void {
    this.requests.push(request)
    if (this.requests.length > requestsKept) this.requests.shift()
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
  live({ username, accountType }: SandboxPerson): PersonState {
    const known = this.#people.get(username) ?? { username, accountType, scopes: undefined, calls: 0 }
    this.#people.set(username, known)
    return known
  }

  /** What the consent page does when a person agrees; ends what `setScopes` put in place. */
  issueCode(person: SandboxPerson, granted: readonly Scope[], redirectUri: string): string {
    this.live(person).scopes = undefined
    return this.tokens.issueCode(person, granted, redirectUri)
  }

  setMetric({ username }: SandboxPerson, metric: string, day: Day, value: number | null): void {
    // The series calls the day's new followers follower_count.
    this.overrides.metrics.set(`${username} ${metric === 'follower_count' ? 'gained' : metric} ${day}`, value)
    this.#totals.forget()
  }

  readonly override = (username: string, metric: string, day: Day): number | null | undefined =>
    this.overrides.metrics.get(`${username} ${metric} ${day}`)

  /** The numbers of a Los Angeles day as served at this moment; in a sum of days none is left out by chance. */
  numbers(person: SandboxPerson, day: Day, mayOmit = true): DayNumbers {
    const now = this.now()
    const today = dayOf(now)
    const before = this.#totals.endOf(person, addDays(day > today ? today : day, -1))
    const { override } = this
    const { lateHours, lateness } = this.overrides
    const { seed } = this.settings
    const numbers = numbersOfDay(person, day, { seed, now, lateHours, lateness, mayOmit, override }, before)
    return this.overrides.corrections.apply(person.username, numbers, now)
  }

  /** The numbers of a Los Angeles day as they will be said in the end. */
  finalNumbers(person: SandboxPerson, day: Day): DayNumbers {
    const { seed } = this.settings
    const before = this.#totals.endOf(person, addDays(day, -1))
    const numbers = finalNumbers(person, day, { seed, override: this.override }, before)
    return this.overrides.corrections.apply(person.username, numbers, endOfTime)
  }

  /** How a number of a Los Angeles day is split at this moment; null = it is not served with this breakdown. */
  split(person: SandboxPerson, question: SplitQuestion, mayOmit = true): GivenSplit | null {
    return this.#splitAt(person, question, this.now(), () => this.numbers(person, question.day, mayOmit))
  }

  /** How a number of a Los Angeles day will be split in the end. */
  finalSplit(person: SandboxPerson, question: SplitQuestion): GivenSplit | null {
    return this.#splitAt(person, question, endOfTime, () => this.finalNumbers(person, question.day))
  }

  #splitAt(
    person: SandboxPerson,
    question: SplitQuestion,
    now: Date,
    readNumbers: () => DayNumbers,
  ): GivenSplit | null {
    const { splits, corrections, contentTypeNames: names } = this.overrides
    const given = splits.get(keyOf(person.username, question)) ?? corrections.split(person.username, question, now)
    if (given !== undefined) return given
    return splitOfDay(person, question, {
      seed: this.settings.seed,
      history: this.media,
      now,
      names,
      numbers: readNumbers(),
    })
  }
}
