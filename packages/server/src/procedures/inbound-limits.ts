import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'

/** Who is charged for a call. */
export interface Charged {
  userId: string | null
  /** The caller's address as far as it is kept; anonymous callers are told apart by it. */
  ipNetwork: string | null
}

/** The rate limit of each user of this process, and of each address that nobody has signed in from. */
export interface InboundLimits {
  /** @throws AppError RATE_LIMITED with the wait, when the minute is used up */
  charge(who: Charged, cost: number): Promise<void>
}

const windowSeconds = 60
// Anonymous callers load no dashboard; this leaves room for a host's own checks and for a login that just ran out.
const shareOfAnonymous = 0.75
// Addresses are as many as an attacker wants, so they share this many counters and memory stays bounded.
const anonymousCounters = 65_536

/** @param perMinute points of a user; 0 sets no limit. A query costs one, a mutation two, an expensive call its own. */
export function createInboundLimits(perMinute: number): InboundLimits {
  if (perMinute === 0) return { charge: async () => undefined }
  const users = new RateLimiterMemory({ points: perMinute, duration: windowSeconds })
  const anonymous = new RateLimiterMemory({
    points: Math.max(1, Math.floor(perMinute * shareOfAnonymous)),
    duration: windowSeconds,
  })
  return {
    async charge({ userId, ipNetwork }, cost) {
      try {
        await (userId === null ? anonymous.consume(counterOf(ipNetwork), cost) : users.consume(userId, cost))
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) })
      }
    },
  }
}

function counterOf(ipNetwork: string | null): string {
  const bytes = createHash('sha256')
    .update(ipNetwork ?? '')
    .digest()
  return String(bytes.readUInt32BE(0) % anonymousCounters)
}
