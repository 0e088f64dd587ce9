import { describe, expect, it } from 'vitest'
import type { AppErrorCode } from '../errors.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import type { GraphSession, Profile } from '../instagram/graph-client.ts'
import { judgeFailure } from './sync-failure.ts'

const unused = () => Promise.reject(new Error('Not asked for here'))
const profile: Profile = {
  instagramUserId: '1',
  appScopedId: null,
  username: 'ana',
  name: null,
  accountType: null,
  profilePictureUrl: null,
  followersCount: null,
  followsCount: null,
  mediaCount: null,
}

function sessionWith(answer: Profile | Error): { session: GraphSession; visits: () => number } {
  let visits = 0
  const session: GraphSession = {
    profile: () => {
      visits += 1
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    series: unused,
    dayTotals: unused,
    followsAndUnfollows: unused,
    revoke: unused,
  }
  return { session, visits: () => visits }
}
const refused = new GraphFailure('token_refused', 'GET me')

describe('judgeFailure', () => {
  it.each<[GraphFailureKind, AppErrorCode, number]>([
    ['transient', 'INSTAGRAM_UNAVAILABLE', 60],
    ['unreadable', 'INSTAGRAM_UNAVAILABLE', 60],
    ['rate_limited', 'INSTAGRAM_RATE_LIMITED', 3_600],
    ['app_rate_limited', 'INSTAGRAM_RATE_LIMITED', 3_600],
    ['permission_missing', 'SCOPE_MISSING', 3_600],
    ['user_action_needed', 'INSTAGRAM_REJECTED', 3_600],
    ['unsupported_metric', 'INSTAGRAM_REJECTED', 3_600],
    ['not_available', 'INSTAGRAM_REJECTED', 3_600],
    ['rejected', 'INSTAGRAM_REJECTED', 3_600],
  ])('calls %s %s, keeps the connection and asks nothing more', async (kind, code, retryAfterSeconds) => {
    const { session, visits } = sessionWith(refused)
    const verdict = await judgeFailure(new GraphFailure(kind, 'GET me'), session)
    expect(verdict).toEqual({ code, endsConnection: false, retryAfterSeconds })
    expect(visits()).toBe(0)
  })

  it('waits as long as Instagram asks', async () => {
    const failure = new GraphFailure('rate_limited', 'GET me', { retryAfterSeconds: 77 })
    expect((await judgeFailure(failure, null)).retryAfterSeconds).toBe(77)
  })

  it('ends a connection only when the token is refused a second time', async () => {
    const { session, visits } = sessionWith(refused)
    expect(await judgeFailure(refused, session)).toMatchObject({ code: 'RECONNECT_REQUIRED', endsConnection: true })
    expect(visits()).toBe(1)
  })

  it.each<[string, Profile | Error]>([
    ['is answered', profile],
    ['finds Instagram unwell', new GraphFailure('transient', 'GET me')],
    ['is refused for another reason', new GraphFailure('permission_missing', 'GET me')],
    ['fails for a reason of our own', new TypeError('a bug')],
  ])('keeps the connection when the second question %s', async (_name, answer) => {
    expect(await judgeFailure(refused, sessionWith(answer).session)).toEqual({
      code: 'INSTAGRAM_UNAVAILABLE',
      endsConnection: false,
      retryAfterSeconds: 60,
    })
  })

  it('keeps the connection when nobody can be asked', async () => {
    expect((await judgeFailure(refused, null)).endsConnection).toBe(false)
  })

  it.each([new TypeError('a bug'), 'a text', undefined])('calls %s a fault of ours', async (error) => {
    expect(await judgeFailure(error, null)).toEqual({ code: 'INTERNAL', endsConnection: false, retryAfterSeconds: 60 })
  })
})
