import { Agent } from 'node:http'
import { appRouter } from '../src/api/router.ts'
import { watchEventLoopDelay } from '../src/monitoring/event-loop-delay.ts'
import { makeFuzzer, sendRaw, type FuzzAnswer, type FuzzRequest } from './fuzz.ts'

const concurrency = 8

export interface FuzzReport {
  requests: number
  /** Status → how many. */
  statuses: Record<string, number>
  /** What must not be, with the request that led to it. At most ten. */
  faults: string[]
  slowestMs: number
  /** The longest that one request, sent alone, has kept everybody else waiting. */
  longestDelayMs: number
}

const mostSuspects = 5_000
/** The shortest of so many: a pause of the machine or of the garbage collector is no fault of the request. */
const timesAlone = 5

/**
 * Sends requests that nobody means well with, and reports every answer that must not be: a fault of ours, a hang, a cut
 * line, an error of another form, one of the secrets.
 */
export async function runFuzz(
  url: string,
  {
    seed,
    requests,
    tokens,
    secrets,
    hangMs,
    delayMs,
    now,
  }: {
    seed: number
    requests: number
    tokens: readonly string[]
    secrets: readonly string[]
    /** What takes longer hangs. */
    hangMs: number
    /** The event loop may stand still so long for one request. */
    delayMs: number
    /** A clock that only goes forward, in milliseconds. */
    now: () => number
  },
): Promise<FuzzReport> {
  const fuzzer = makeFuzzer(seed, { procedures: Object.keys(appRouter._def.procedures), tokens })
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const report: FuzzReport = { requests: 0, statuses: {}, faults: [], slowestMs: 0, longestDelayMs: 0 }
  const place = new URL(url)
  const loop = watchEventLoopDelay(1)
  const longestMs = () => loop.read().max * 1000
  const underWay = new Set<FuzzRequest>()
  const suspects = new Set<FuzzRequest>()
  const dearest = fuzzer.dearest(tokens.at(-1) ?? '')
  const holdsAlone = async (request: FuzzRequest) => {
    let shortest = Number.POSITIVE_INFINITY
    for (let time = 0; time < timesAlone && shortest > delayMs / 10; time += 1) {
      longestMs()
      await sendRaw(place, agent, request)
      // Sent by this process: what the answer began may still be going on.
      await new Promise((resolve) => setTimeout(resolve, 2))
      shortest = Math.min(shortest, longestMs())
    }
    return shortest
  }
  const work = async () => {
    while (report.requests < requests) {
      const request = dearest[report.requests] ?? fuzzer.next()
      report.requests += 1
      underWay.add(request)
      const startedAt = now()
      // A kept line may just have been closed by the other side; a fresh one may not.
      const answer = (await sendRaw(place, agent, request)) ?? (await sendRaw(place, new Agent(), request))
      const took = now() - startedAt
      if (longestMs() > delayMs) for (const one of underWay) suspects.add(one)
      underWay.delete(request)
      report.slowestMs = Math.max(report.slowestMs, took)
      const status = String(answer?.status ?? 'cut')
      report.statuses[status] = (report.statuses[status] ?? 0) + 1
      const fault = faultOf(answer, { took, hangMs, secrets, request })
      if (fault !== null && report.faults.length < 10) report.faults.push(`${fault}: ${describe(request)}`)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  if (suspects.size > mostSuspects) report.faults.push(`${suspects.size} requests to try alone: too busy a machine`)
  for (const request of [...suspects].slice(0, mostSuspects)) {
    const held = await holdsAlone(request)
    report.longestDelayMs = Math.max(report.longestDelayMs, held)
    if (held > delayMs) report.faults.push(`held everybody for ${Math.round(held)} ms: ${describe(request)}`)
  }
  loop.stop()
  agent.destroy()
  return report
}

function faultOf(
  answer: FuzzAnswer | null,
  {
    took,
    hangMs,
    secrets,
    request,
  }: { took: number; hangMs: number; secrets: readonly string[]; request: FuzzRequest },
): string | null {
  if (answer === null) return 'the line was cut'
  const { status, text } = answer
  if (took > hangMs) return `took ${Math.round(took)} ms`
  if (status === 500 || status === 501 || status > 503) return `answered ${status}`
  if (status > 501 && !/INSTAGRAM_(UNAVAILABLE|REJECTED)/.test(text)) return `answered ${status}`
  if (/"code":"INTERNAL"/.test(text)) return 'answered INTERNAL inside'
  if (/\n\s+at .+\.[cm]?[jt]s:\d+/.test(text)) return 'showed a stack'
  if (secrets.some((secret) => text.includes(secret))) return 'showed a secret'
  const isRest = request.path.startsWith('/api/v1/') && request.method !== 'HEAD'
  if (isRest && status >= 400 && !/^\{"error":\{"code":"[A-Z_]+","message":".+","action":"[a-z_]+"/.test(text)) {
    return `answered ${status} in another form`
  }
  return null
}

function describe({ method, path, headers, body }: FuzzRequest): string {
  const { authorization: _authorization, ...rest } = headers
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(rest).slice(0, 300)} ${body?.toString('latin1').slice(0, 300) ?? ''}`
}
