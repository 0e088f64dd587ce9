import { connectionAttempts } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/index.ts'
import { dayOf } from '../instagram/index.ts'

const pageSize = 500

/** One attempt from its start to how far it came. */
export interface Attempt {
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

type AttemptQuery = Parameters<typeof connectionAttempts.listBetween>

/** The attempts that started within a time, in their order. */
export async function readAttempts(db: AttemptQuery[0], { since, until }: AttemptQuery[1]): Promise<Attempt[]> {
  const attempts = new Map<string, Attempt>()
  const connected = new Set<string>()
  // A attempt that began at the end of the range may go on after it: it lives for minutes.
  const range = { since, until: addMs(until, dayMs) }
  for (let after: connectionAttempts.ConnectionAttemptRow | null = null; ;) {
    const page: connectionAttempts.ConnectionAttemptRow[] = await connectionAttempts.listBetween(db, range, {
      after,
      limit: pageSize,
    })
    for (const row of page) {
      if (row.step === 'started' && row.createdAt < until) {
        const isReconnect = row.accountId !== null || connected.has(row.userId)
        attempts.set(row.stateHash, { ...beginningOf(row), isReconnect })
      }
      if (row.step === 'connected') connected.add(row.userId)
      const attempt = attempts.get(row.stateHash)
      if (!attempt) continue
      if (!attempt.seconds.has(row.step)) attempt.seconds.set(row.step, row.durationSeconds)
      if (row.step === 'cancelled' || row.step === 'failed') attempt.reason = row.errorMessage
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last
  }
  return withEarlierConnections(db, [...attempts.values()], since)
}

function beginningOf({
  userId,
  placement,
  textVariant: variant,
  createdAt,
}: connectionAttempts.ConnectionAttemptRow): Omit<Attempt, 'isReconnect'> {
  return { userId, placement, variant, day: dayOf(createdAt), seconds: new Map(), reason: null }
}

async function withEarlierConnections(db: AttemptQuery[0], attempts: Attempt[], since: Date): Promise<Attempt[]> {
  const userIds = [...new Set(attempts.filter(({ isReconnect }) => !isReconnect).map(({ userId }) => userId))]
  const earlier = await connectionAttempts.listConnectedBefore(db, userIds, since)
  return attempts.map((attempt) => (earlier.has(attempt.userId) ? { ...attempt, isReconnect: true } : attempt))
}
