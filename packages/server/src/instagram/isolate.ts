import { GraphFailure, type GraphFailureKind } from './failure.ts'

/** A call for several things, metrics or fields, any of which can be what Instagram refuses. */
export interface Question<Answer> {
  names: readonly string[]
  /** @param tries how often to try it while Instagram is unwell; as usual when left out */
  ask(names: readonly string[], tries?: number): Promise<Answer>
  /** Told each answer as it comes, so that what was read before a failure is kept. */
  onAnswer(answer: Answer): void
  /** Not asked for; grows by what Instagram refuses whenever it is asked. */
  refused: Set<string>
  /** Not asked for; grows by what Instagram can not answer just now: to be asked for again by the next run. */
  failing: Set<string>
  /** The call has something to ask for without any of the names, which shows at once whether it is about one of them. */
  hasBase?: boolean
  /** Failures that are about the whole call by what they say, for example about a single post that is gone. */
  isAboutAll?: (failure: GraphFailure) => boolean
}

const kindsAboutSome: ReadonlySet<GraphFailureKind> = new Set([
  'unsupported_metric',
  'rejected',
  'not_available',
  'permission_missing',
  'transient',
  'unreadable',
])

/**
 * Whether a failure may be about a part of what was asked: every answer, whatever its code and also without one, except
 * what is about the token, the app, the limits or the account's owner. A call that was not answered tells nothing.
 */
export function isAboutSome(error: unknown): error is GraphFailure {
  if (!(error instanceof GraphFailure) || !kindsAboutSome.has(error.kind)) return false
  return error.kind === 'unreadable' || error.details.httpStatus !== undefined
}

/** Whether the same question may be answered by the next run. */
export function isPassing({ kind }: GraphFailure): boolean {
  return kind === 'transient' || kind === 'not_available' || kind === 'unreadable'
}

// The call before it was retried as usual, so what still fails has failed for a while.
const triesOfProbe = 1

/**
 * Asks, and when that fails asks less until the rest answers: one refused metric or field refuses the whole call, and
 * Instagram says so with ever new codes. First without what the text names; then two questions for a single one tell an
 * outage from it, three a refusal of everything; then the rest is bisected down to what is refused.
 * @throws GraphFailure the first one, when it is about everything; any other that comes on the way
 */
export async function isolate<Answer>(question: Question<Answer>): Promise<void> {
  const { names, refused, failing, hasBase = false } = question
  const asked = names.filter((name) => !refused.has(name) && !failing.has(name))
  if (asked.length > 0 || hasBase) await new Isolation(question).run(asked)
}

interface Suspicion {
  named: string[]
  failure: GraphFailure
}

class Isolation<Answer> {
  readonly #question: Question<Answer>
  #answers = 0

  constructor(question: Question<Answer>) {
    this.#question = question
  }

  async run(names: readonly string[]): Promise<void> {
    const cause = await this.#tryToAsk(names)
    if (cause === null) return
    const { rest, failure, suspicions } = await this.#withoutNamed(names, cause)
    if (failure === null) {
      for (const suspicion of suspicions) await this.#confirm(suspicion)
      return
    }
    const open = [...rest, ...suspicions.flatMap(({ named }) => named)]
    if (open.length === 0) throw cause
    const settled = await this.#findAnswer(open, cause)
    const left = open.filter((name) => !settled.includes(name))
    const answersBefore = this.#answers
    await this.#bisect(left)
    const { failing, hasBase = false } = this.#question
    // It answered once and never after that: it became unreachable meanwhile.
    if (!hasBase && left.length > 1 && this.#answers === answersBefore && left.every((name) => failing.has(name))) {
      for (const name of left) failing.delete(name)
      throw cause
    }
  }

  /** @returns why it is refused, or `null` when it is answered */
  async #tryToAsk(names: readonly string[], tries?: number): Promise<GraphFailure | null> {
    const { ask, onAnswer, isAboutAll } = this.#question
    try {
      onAnswer(await ask(names, tries))
      this.#answers += 1
      return null
    } catch (error) {
      if (!isAboutSome(error) || isAboutAll?.(error) === true) throw error
      return error
    }
  }

  #blame(name: string, failure: GraphFailure): void {
    const { refused, failing } = this.#question
    ;(isPassing(failure) ? failing : refused).add(name)
  }

  /** Leaves out what the texts name, as long as they name some of the rest. */
  async #withoutNamed(names: readonly string[], cause: GraphFailure) {
    const suspicions: Suspicion[] = []
    let rest = names
    let failure: GraphFailure | null = cause
    while (failure !== null) {
      const named = (failure.details.refusedNames ?? []).filter((name) => rest.includes(name))
      if (named.length === 0 || named.length === rest.length) break
      // Else the names are everyday words that the text may only happen to hold: an answer without them confirms it.
      if (isExplicit(failure)) for (const name of named) this.#blame(name, failure)
      else suspicions.push({ named, failure })
      rest = rest.filter((name) => !named.includes(name))
      failure = await this.#tryToAsk(rest)
    }
    return { rest, failure, suspicions }
  }

  async #confirm({ named, failure }: Suspicion): Promise<void> {
    const [only] = named
    if (only !== undefined && named.length === 1) this.#blame(only, failure)
    else await this.#bisect(named)
  }

  /**
   * Asks for as little as can be.
   * @returns the names that need not be asked for any more
   * @throws GraphFailure `cause` when nothing is answered, so that it is about no single name
   */
  async #findAnswer(names: readonly string[], cause: GraphFailure): Promise<string[]> {
    const { hasBase = false } = this.#question
    const settled: string[] = []
    for (const probe of hasBase ? [[]] : probesOf(names, cause)) {
      const [name] = probe
      // For a single one the same question was refused just now.
      const refusal = names.length === 1 && !hasBase ? cause : await this.#tryToAsk(probe, triesOfProbe)
      if (refusal === null) return [...settled, ...probe]
      if (name === undefined || !isExplicit(refusal)) continue
      this.#blame(name, refusal)
      settled.push(name)
    }
    if (settled.length === 0) throw cause
    return settled
  }

  async #bisect(names: readonly string[]): Promise<void> {
    const [only] = names
    if (only === undefined) return
    const failure = await this.#tryToAsk(names)
    if (failure === null) return
    if (names.length === 1) {
      this.#blame(only, failure)
      return
    }
    const half = Math.ceil(names.length / 2)
    await this.#bisect(names.slice(0, half))
    await this.#bisect(names.slice(half))
  }
}

// An outage is common, and each probe takes its timeouts; of what is refused for good there can be two at once.
const placesOfPassing = [0, 1 / 2]
const placesOfRefused = [0, 1 / 2, 3 / 4]

/** The first and some in between: what is retired together stands side by side at the end. */
function probesOf(names: readonly string[], cause: GraphFailure): string[][] {
  const places = isPassing(cause) ? placesOfPassing : placesOfRefused
  const probed = new Set(places.map((place) => Math.floor(names.length * place)))
  return [...probed].map((index) => names.slice(index, index + 1))
}

/** Instagram's text is about metrics, so that it can not be an outage. */
function isExplicit({ kind }: GraphFailure): boolean {
  return kind === 'unsupported_metric'
}
