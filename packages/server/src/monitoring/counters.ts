import { Counter, Histogram, type Registry } from 'prom-client'
import type { deliveries, syncRuns } from '@instagram-dashboard/db'
import type { RefreshOutcome } from '../refresh/refresh-outcome.ts'

type EndedRun = Pick<syncRuns.SyncRunRow, 'trigger' | 'status' | 'errorCode' | 'startedAt' | 'finishedAt'>

/** What happens in this process, told to whoever counts it. Labels are closed vocabularies: no id, no name, no URL. */
export interface Counters {
  /** A procedure was called. @returns what is told of its end: `ok` or an error code, and the HTTP status of it */
  startCall(procedure: string): (end: { code: string; status: number }) => void
  /** An event was recorded. */
  countEvent(type: string): void
  /**
   * Instagram is asked. @param endpoint as `GET me/insights`
   * @returns what is told of the end: `ok` or Instagram's code, and whether anybody answered
   */
  startInstagramCall(endpoint: string): (end: { code: string; isReachable: boolean }) => void
  /** A sync ended. */
  countSyncRun(run: EndedRun): void
  /** A token was to be refreshed. */
  countRefresh(outcome: RefreshOutcome): void
  /** The host was told of an event, or could not be. */
  countDelivery(channel: deliveries.DeliveryChannel, outcome: 'delivered' | 'failed' | 'dead'): void
}

/** For a process that nobody asks: nothing is kept. */
export const silentCounters: Counters = {
  startCall: () => () => undefined,
  countEvent: () => undefined,
  startInstagramCall: () => () => undefined,
  countSyncRun: () => undefined,
  countRefresh: () => undefined,
  countDelivery: () => undefined,
}

const callBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const instagramBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const runBuckets = [0.5, 1, 2.5, 5, 10, 30, 60, 300]
// Instagram has a few dozen; whatever it makes up, the series stay few.
const mostCodes = 60

export function createCounters(registry: Registry): Counters {
  const named = (name: string, help: string) => ({ registers: [registry], name: `instagram_dashboard_${name}`, help })
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ ...named(name, help), labelNames })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    by: { labelNames: Label[]; buckets: number[] },
  ) => new Histogram({ ...named(name, help), ...by })
  const calls = counter('calls_total', 'Procedure calls by procedure and result code', ['procedure', 'code'])
  const callSeconds = histogram(
    'call_duration_seconds',
    'How long procedure calls took, by procedure and HTTP status',
    { labelNames: ['procedure', 'status'], buckets: callBuckets },
  )
  const events = counter('events_total', 'Recorded events by type', ['type'])
  const instagram = counter('instagram_calls_total', "Calls to Instagram by endpoint, outcome and Instagram's code", [
    'endpoint',
    'outcome',
    'code',
  ])
  const instagramSeconds = histogram(
    'instagram_call_duration_seconds',
    'How long calls to Instagram took, by endpoint',
    { labelNames: ['endpoint'], buckets: instagramBuckets },
  )
  const runs = counter('sync_runs_total', 'Ended syncs of an account by trigger, status and error code', [
    'trigger',
    'status',
    'code',
  ])
  const runSeconds = histogram('sync_run_duration_seconds', 'How long syncs of an account took, by trigger', {
    labelNames: ['trigger'],
    buckets: runBuckets,
  })
  const refreshes = counter('token_refreshes_total', 'Tries to refresh a token by outcome', ['outcome'])
  const told = counter('deliveries_total', 'Tries to tell the host of an event by channel and outcome', [
    'channel',
    'outcome',
  ])
  const codes = new Set<string>()
  const few = (code: string) => {
    if (codes.size < mostCodes) codes.add(code)
    return codes.has(code) ? code : 'other'
  }
  return {
    startCall(procedure) {
      const end = callSeconds.startTimer({ procedure })
      return ({ code, status }) => {
        end({ status })
        calls.inc({ procedure, code })
      }
    },
    countEvent: (type) => events.inc({ type }),
    startInstagramCall(endpoint) {
      const end = instagramSeconds.startTimer({ endpoint })
      return ({ code, isReachable }) => {
        end()
        instagram.inc({ endpoint, outcome: isReachable ? 'answered' : 'unreachable', code: few(code) })
      }
    },
    countSyncRun({ trigger, status, errorCode, startedAt, finishedAt }) {
      runs.inc({ trigger, status, code: errorCode ?? 'ok' })
      // By the clock, which may have been put back meanwhile.
      const tookMs = Math.max(0, (finishedAt ?? startedAt).getTime() - startedAt.getTime())
      runSeconds.observe({ trigger }, tookMs / 1000)
    },
    countRefresh: (outcome) => refreshes.inc({ outcome }),
    countDelivery: (channel, outcome) => told.inc({ channel, outcome }),
  }
}
