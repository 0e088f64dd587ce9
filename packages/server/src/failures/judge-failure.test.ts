import { describe, expect, it } from 'vitest'
import type { AppErrorCode } from '../errors.ts'
import {
  classifyAnswer,
  GraphFailure,
  type GraphFailureKind,
  type GraphSession,
  type Profile,
} from '../instagram/index.ts'
import { judgeAlone, NotProfessional } from './judge-failure.ts'
import type { FailureKind } from './failure.ts'

const now = new Date('2026-11-16T18:00:00Z')
const clock = { now: () => now, sleep: () => Promise.resolve() }
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const living = { id: 'ana', tokenExpiresAt: inSeconds(86_400), suspectedAt: null }

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
  // Only whose token it is is ever asked for here.
  const session = {
    identity: () => {
      visits += 1
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer.instagramUserId)
    },
  } as unknown as GraphSession
  return { session, visits: () => visits }
}

/** The failure that an error of the Graph API becomes. */
function failureOf(code: number, subcode?: number, message = 'Some text'): GraphFailure {
  const body = { error: { message, type: 'OAuthException', code, ...(subcode ? { error_subcode: subcode } : {}) } }
  const failure = classifyAnswer({ endpoint: 'GET me', status: 400, headers: new Headers(), body })
  if (!failure) throw new Error('Not a failure')
  return failure
}
const judgeError = async (error: unknown, judged: Parameters<typeof judgeAlone>[2]) =>
  (await judgeAlone({ clock }, error, judged)).failure
/** Instagram says the same when it is asked again. */
const judge = (failure: GraphFailure, account: Parameters<typeof judgeAlone>[2]['account'] = living) =>
  judgeError(failure, { session: sessionWith(failure).session, account })

describe('every error of Instagram has its meaning', () => {
  it.each<[number, number | undefined, FailureKind, AppErrorCode, string | null]>([
    [1, undefined, 'retry_later', 'INSTAGRAM_UNAVAILABLE', null],
    [2, undefined, 'retry_later', 'INSTAGRAM_UNAVAILABLE', null],
    [4, undefined, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [4, 2207051, 'user_action_needed', 'INSTAGRAM_REJECTED', 'wait_out_block'],
    [9, 2207042, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [10, undefined, 'user_action_needed', 'SCOPE_MISSING', null],
    [17, undefined, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [17, 2446079, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [24, 2207006, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [25, 2207050, 'user_action_needed', 'INSTAGRAM_REJECTED', 'lift_restriction'],
    [32, undefined, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [100, undefined, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [100, 33, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [100, 2108006, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [100, 2207023, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [100, 2207028, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [102, undefined, 'retry_later', 'INSTAGRAM_UNAVAILABLE', null],
    [190, undefined, 'retry_later', 'INSTAGRAM_UNAVAILABLE', null],
    [190, 458, 'reconnect_required', 'RECONNECT_REQUIRED', null],
    [190, 459, 'user_action_needed', 'INSTAGRAM_REJECTED', 'log_in_to_instagram'],
    [190, 460, 'reconnect_required', 'RECONNECT_REQUIRED', null],
    [190, 463, 'reconnect_required', 'RECONNECT_REQUIRED', null],
    [190, 464, 'user_action_needed', 'INSTAGRAM_REJECTED', 'log_in_to_instagram'],
    [190, 467, 'reconnect_required', 'RECONNECT_REQUIRED', null],
    [190, 490, 'user_action_needed', 'INSTAGRAM_REJECTED', 'log_in_to_instagram'],
    [190, 492, 'reconnect_required', 'RECONNECT_REQUIRED', null],
    [200, undefined, 'user_action_needed', 'SCOPE_MISSING', null],
    [299, undefined, 'user_action_needed', 'SCOPE_MISSING', null],
    [341, undefined, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [352, 2207026, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [368, undefined, 'user_action_needed', 'INSTAGRAM_REJECTED', 'wait_out_block'],
    [613, 1996, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [2500, undefined, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [9004, 2207052, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [9007, 2207027, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [36000, 2207004, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [36001, 2207005, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [36003, 2207009, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [36004, 2207010, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [80002, 2446079, 'rate_limited', 'INSTAGRAM_RATE_LIMITED', null],
    [-1, 2207001, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [-1, 2207086, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [36104, undefined, 'our_fault', 'INSTAGRAM_REJECTED', null],
    [-2, 2207003, 'our_fault', 'INSTAGRAM_REJECTED', null],
  ])('%s/%s is %s', async (...[code, subcode, kind, appCode, reason]) => {
    expect(await judge(failureOf(code, subcode))).toMatchObject({ kind, code: appCode, reason })
  })

  it('a story with too few viewers is no lost permission', async () => {
    const failure = failureOf(10, undefined, '(#10) Not enough viewers for the media to show insights')
    expect(await judge(failure)).toMatchObject({ kind: 'our_fault' })
  })

  it('no unknown code or subcode ends a connection', async () => {
    const known = new Set([458, 460, 463, 467, 492])
    for (let number = 0; number <= 10_000; number += 1) {
      if (number !== 102 && number !== 190) {
        expect((await judge(failureOf(number))).kind, `code ${number}`).not.toBe('reconnect_required')
      }
      if (!known.has(number)) {
        expect((await judge(failureOf(190, number))).kind, `subcode ${number}`).not.toBe('reconnect_required')
      }
    }
  })
})

describe('a failure that is no refused token', () => {
  it.each<[GraphFailureKind, number]>([
    ['transient', 60],
    ['unreadable', 60],
    ['rate_limited', 3_600],
    ['app_rate_limited', 900],
    ['app_refused', 900],
    ['permission_missing', 60],
    ['user_action_needed', 60],
    ['unsupported_metric', 3_600],
    ['not_available', 3_600],
    ['rejected', 3_600],
  ])('%s is taken at its word: nothing more is asked, and %i seconds are waited', async (kind, seconds) => {
    const { session, visits } = sessionWith(profile)
    const failure = await judgeError(new GraphFailure(kind, 'GET me'), { session, account: living })
    expect(failure).toMatchObject({ retryAt: inSeconds(seconds), isSuspicion: false })
    expect(visits()).toBe(0)
  })

  it('waits as long as Instagram asks', async () => {
    const failure = new GraphFailure('rate_limited', 'GET me', { retryAfterSeconds: 77 })
    expect((await judge(failure)).retryAt).toEqual(inSeconds(77))
  })

  it('an account that became personal is to be converted', async () => {
    const failure = await judgeError(new NotProfessional('personal'), { session: null, account: living })
    expect(failure).toMatchObject({ kind: 'user_action_needed', code: 'ACCOUNT_NOT_PROFESSIONAL' })
  })

  it.each([new TypeError('a bug'), 'a text', undefined])('%s is a fault of ours', async (error) => {
    const failure = await judgeError(error, { session: null, account: living })
    expect(failure).toMatchObject({ kind: 'our_fault', code: 'INTERNAL', retryAt: inSeconds(60) })
  })
})

describe('a refused token', () => {
  const unexplained = failureOf(190)

  it.each<[string, Profile | Error, FailureKind]>([
    ['is answered', profile, 'retry_later'],
    ['finds Instagram unwell', new GraphFailure('transient', 'GET me'), 'retry_later'],
    ['finds no room', new GraphFailure('rate_limited', 'GET me'), 'rate_limited'],
    ['fails for a reason of our own', new TypeError('a bug'), 'retry_later'],
  ])('is no refusal when the question for the profile %s', async (_name, answer, kind) => {
    const { session, visits } = sessionWith(answer)
    const failure = await judgeError(failureOf(190, 458), { session, account: living })
    expect(failure).toMatchObject({ kind, isSuspicion: false })
    expect(visits()).toBe(1)
  })

  it('without a named cause is a suspicion first, to be asked about a quarter of an hour later', async () => {
    expect(await judge(unexplained)).toEqual({
      kind: 'retry_later',
      code: 'INSTAGRAM_UNAVAILABLE',
      reason: null,
      retryAt: inSeconds(900),
      isSuspicion: true,
    })
  })

  it.each([
    [899, 'retry_later', inSeconds(1)],
    [900, 'reconnect_required', inSeconds(60)],
  ] as const)('%i seconds after the first suspicion is %s', async (seconds, kind, retryAt) => {
    const suspected = { ...living, suspectedAt: inSeconds(-seconds) }
    expect(await judge(unexplained, suspected)).toMatchObject({ kind, retryAt })
  })

  it('whose days are over needs no second confirmation', async () => {
    expect(await judge(unexplained, { ...living, tokenExpiresAt: now })).toMatchObject({ kind: 'reconnect_required' })
  })
})
