import { randomUUID } from 'node:crypto'
import { callTRPCProcedure, getTRPCErrorFromUnknown, isTrackedEnvelope } from '@trpc/server'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import type { Locale } from '../messages/locales.ts'
import type { MetricName } from '../metrics/metric-definitions.ts'
import type { TimelineInput, TimelineResult } from '../metrics/timeline-contract.ts'
import { knownFailure, presentFailure } from '../procedures/failure-codes.ts'
import type { Identity } from '../procedures/identity.ts'
import { isStream } from '../procedures/streams.ts'
import type { SyncRun, SyncRunProgress } from '../sync/contract.ts'
import { isPassingFault } from '../passing-fault.ts'
import { InstagramError } from './instagram-error.ts'
import { procedureList } from './procedure-list.ts'
import { appRouter } from './router.ts'

export interface HostCallOptions {
  /** Ends what only waits, and a stream. */
  signal?: AbortSignal | undefined
}

/** One bucket of a timeline: its first calendar day and the asked numbers; a gap is `null`, never 0. */
export type HostTimelinePoint<Metric extends MetricName> = { date: string; final: boolean; isPartial: boolean } & {
  [metric in Metric]: number | null
}

/** The asked metrics as columns (`series`) and as rows (`points`). */
export interface HostTimeline<Metric extends MetricName> extends Pick<
  TimelineResult,
  'days' | 'final' | 'isPartial' | 'correctedSince'
> {
  series: Record<Metric, (number | null)[]>
  aggregation: Record<Metric, NonNullable<TimelineResult['aggregation'][MetricName]>>
  points: HostTimelinePoint<Metric>[]
}

/** A function of a procedure: a stream is an iterable of its items, anything else a promise. */
type HostCall<Input, Output> =
  Output extends AsyncIterable<{ id: string; data: infer Item }, unknown, unknown>
    ? (input: Input, options?: HostCallOptions) => AsyncGenerator<Item, void, undefined>
    : (input: Input, options?: HostCallOptions) => Promise<Output>

type HostCalls<Procedures> = {
  [Name in keyof Procedures]: Procedures[Name] extends (input: infer Input) => Promise<infer Output>
    ? HostCall<Input, Output>
    : HostCalls<Procedures[Name]>
}

type Calls = HostCalls<ReturnType<typeof appRouter.createCaller>>

type InstagramCalls = Omit<Calls['instagram'], 'metrics' | 'sync'> & {
  metrics: Omit<Calls['instagram']['metrics'], 'timeline'> & {
    timeline<const Metrics extends readonly MetricName[]>(
      input: Omit<TimelineInput, 'metrics'> & { metrics: Metrics },
      options?: HostCallOptions,
    ): Promise<HostTimeline<Metrics[number]>>
  }
  sync: Omit<Calls['instagram']['sync'], 'run'> & {
    /** Resolves with the finished run; with `onProgress` each change is told on the way. */
    run(
      input?: { accountId?: string | undefined; onProgress?: (progress: SyncRunProgress) => void } & HostCallOptions,
      options?: HostCallOptions,
    ): Promise<SyncRun>
  }
}

/**
 * The procedures as the functions of the SDK's client, for the host's own server code: the same names, inputs and answers,
 * without a browser and without limits of calls. Each rejects with `InstagramError`.
 */
export interface HostCaller extends InstagramCalls {
  admin: Calls['admin']
  /** The same functions by the names of the procedures. */
  instagram: InstagramCalls
}

/** @returns `dashboard.caller` of one user */
export function createHostCaller(
  deps: Deps,
  { identity, askedLocale }: { identity: Identity; askedLocale: Locale | undefined },
): HostCaller {
  const locale = askedLocale ?? deps.settings.defaultLocale
  const begin = (path: string, input: unknown, signal: AbortSignal | undefined) => {
    const requestId = randomUUID()
    const ctx = { deps, identity, locale, askedLocale, requestId, ipNetwork: null, isFromOutside: false }
    const type = procedureList.get(path)?.type ?? 'query'
    const getRawInput = async () => input
    const answer: Promise<unknown> = callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx,
      getRawInput,
      signal,
      batchIndex: 0,
    })
    const asFailure = (cause: unknown) => {
      const failure = failureOf(cause, { deps, locale, requestId, input, signal })
      // What passes by itself is told by whoever watches over the database.
      const isFault = failure instanceof InstagramError && failure.code === 'INTERNAL' && !isPassingFault(failure.cause)
      if (isFault) deps.log.error('call.failed', { path, requestId, ...describeError(failure.cause) })
      return failure
    }
    return { answer, asFailure }
  }
  async function call(path: string, given: unknown, options: HostCallOptions = {}): Promise<unknown> {
    const { input, signal = options.signal } = split(given)
    const { answer, asFailure } = begin(path, input, signal)
    try {
      return await answer
    } catch (cause) {
      throw asFailure(cause)
    }
  }
  async function* stream(path: string, given: unknown, options: HostCallOptions = {}) {
    const { input, signal = options.signal } = split(given)
    const { answer, asFailure } = begin(path, input, signal)
    try {
      const events = await answer
      if (!isStream(events)) return
      for await (const event of events) yield isTrackedEnvelope(event) ? event[1] : event
    } catch (cause) {
      throw asFailure(cause)
    }
  }

  const calls: Record<string, unknown> = {}
  for (const [path, { type }] of procedureList) {
    const run = type === 'subscription' ? stream : call
    place(calls, path.split('.'), (input: unknown, options?: HostCallOptions) => run(path, input, options))
  }
  // The guarantee: a function stands under the name of each procedure, and does what its type says.
  const { instagram, admin } = calls as unknown as HostCaller
  const { run, start, progress, history } = instagram.sync
  const readTimeline = instagram.metrics.timeline
  /** Brings the finished run, also where its stream was ended or had no place. */
  async function untilEnded(run: SyncRun, options: HostCallOptions): Promise<SyncRun> {
    const { accountId, id } = run
    for (;;) {
      options.signal?.throwIfAborted()
      const { items } = await history({ accountId, limit: newestRuns }, options)
      const found = items.find((item) => item.id === id)
      if (found === undefined) {
        const gone = new AppError('NOT_FOUND')
        throw failureOf(gone, { deps, locale, requestId: randomUUID(), input: undefined, signal: options.signal })
      }
      if (found.status !== 'queued' && found.status !== 'running') return found
      await deps.clock.sleep(pollMs)
    }
  }
  const inShape: InstagramCalls = {
    ...instagram,
    metrics: {
      ...instagram.metrics,
      timeline: async (input, options) => withPoints(await readTimeline(input, options), input.metrics),
    },
    sync: {
      ...instagram.sync,
      async run({ onProgress, signal, ...input } = {}, options = { signal }) {
        if (onProgress === undefined) return run(input, options)
        const started = await start(input, options)
        const states = progress({ syncRunId: started.id }, options)
        for await (const state of untilFailure(states, options.signal)) onProgress(state)
        const ended = await untilEnded(started, options)
        if (ended.status !== 'failed' || ended.error === null) return ended
        const { code, message, action } = ended.error
        throw new InstagramError({ message, app: { code, action, requestId: randomUUID() } })
      },
    },
  }
  return { ...inShape, instagram: inShape, admin }
}

// While a run lasts no other of the same account starts, so it is the newest one or close to it.
const newestRuns = 5
const pollMs = 500

/** A failure just ends it, except for an abort. */
async function* untilFailure<Item>(stream: AsyncIterable<Item>, signal: AbortSignal | undefined): AsyncGenerator<Item> {
  try {
    yield* stream
  } catch {
    signal?.throwIfAborted()
  }
}

/** A signal may stand among the fields, as where the SDK has nothing else to ask. */
function split(given: unknown): { input: unknown; signal?: AbortSignal } {
  if (typeof given !== 'object' || given === null || !('signal' in given)) return { input: given }
  const { signal, ...input } = given as { signal?: AbortSignal }
  const asked = Object.keys(input).length > 0 ? input : undefined
  return signal === undefined ? { input: asked } : { input: asked, signal }
}

function place(target: Record<string, unknown>, [name = '', ...rest]: string[], call: unknown): void {
  if (rest.length === 0) target[name] = call
  else place((target[name] ??= {}) as Record<string, unknown>, rest, call)
}

/** An abort is passed on as it came. */
function failureOf(
  cause: unknown,
  {
    signal,
    ...shown
  }: { deps: Deps; locale: Locale; requestId: string; input: unknown; signal: AbortSignal | undefined },
): unknown {
  if (signal?.aborted) return signal.reason
  const error = knownFailure(getTRPCErrorFromUnknown(cause))
  return new InstagramError(presentFailure(error, shown), error.cause instanceof AppError ? error.cause : error)
}

function withPoints<Metric extends MetricName>(
  result: HostTimeline<Metric>,
  metrics: readonly Metric[],
): HostTimeline<Metric> {
  const points = result.days.map((date, index) => ({
    date,
    final: result.final[index] ?? false,
    isPartial: result.isPartial[index] ?? false,
    ...Object.fromEntries(metrics.map((metric) => [metric, result.series[metric][index] ?? null])),
  }))
  // Each row is made of the asked metrics.
  return { ...result, points: points as HostTimelinePoint<Metric>[] }
}
