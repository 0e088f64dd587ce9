import { connectionAttempts } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/time.ts'
import { dayOf } from '../instagram/days.ts'

const pageSize = 500

/** One flow from its start to wherever it came. */
export interface Flow {
  userId: string
  placement: string | null
  variant: string | null
  /** On which it started, in Los Angeles. */
  day: string
  /** Whoever began it had connected before, or began it for an account that is there. */
  isReconnect: boolean
  /** Seconds at which each step was reached. */
  seconds: Map<connectionAttempts.ConnectionStep, number>
  /** Why it was cancelled or failed. */
  reason: string | null
}

type Attempts = Parameters<typeof connectionAttempts.listBetween>

/** The flows that started within a time, in their order. */
export async function readFlows(db: Attempts[0], { since, until }: Attempts[1]): Promise<Flow[]> {
  const flows = new Map<string, Flow>()
  const connected = new Set<string>()
  // A flow that began at the end of the range may go on after it: it lives for minutes.
  const range = { since, until: addMs(until, dayMs) }
  for (let after: connectionAttempts.ConnectionAttemptRow | null = null; ;) {
    const page: connectionAttempts.ConnectionAttemptRow[] = await connectionAttempts.listBetween(db, range, {
      after,
      limit: pageSize,
    })
    for (const row of page) {
      if (row.step === 'started' && row.createdAt < until) {
        const isReconnect = row.accountId !== null || connected.has(row.userId)
        flows.set(row.stateHash, { ...beginningOf(row), isReconnect })
      }
      if (row.step === 'connected') connected.add(row.userId)
      const flow = flows.get(row.stateHash)
      if (!flow) continue
      if (!flow.seconds.has(row.step)) flow.seconds.set(row.step, row.durationSeconds)
      if (row.step === 'cancelled' || row.step === 'failed') flow.reason = row.errorMessage
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last
  }
  return withEarlierConnections(db, [...flows.values()], since)
}

function beginningOf({
  userId,
  placement,
  textVariant: variant,
  createdAt,
}: connectionAttempts.ConnectionAttemptRow): Omit<Flow, 'isReconnect'> {
  return { userId, placement, variant, day: dayOf(createdAt), seconds: new Map(), reason: null }
}

async function withEarlierConnections(db: Attempts[0], flows: Flow[], since: Date): Promise<Flow[]> {
  const userIds = [...new Set(flows.filter(({ isReconnect }) => !isReconnect).map(({ userId }) => userId))]
  const earlier = await connectionAttempts.listConnectedBefore(db, userIds, since)
  return flows.map((flow) => (earlier.has(flow.userId) ? { ...flow, isReconnect: true } : flow))
}
