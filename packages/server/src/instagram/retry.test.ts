import { describe, expect, it } from 'vitest'
import { GraphFailure, type GraphFailureKind } from './failure.ts'
import type { InstagramCall } from './http.ts'
import { withRetries } from './retry.ts'

const call: InstagramCall = { endpoint: 'GET me', baseUrl: 'https://graph.example', path: '/me' }
const failure = (kind: GraphFailureKind, retryAfterSeconds?: number) =>
  new GraphFailure(kind, 'GET me', { retryAfterSeconds })

/** Answers in order, the last one for ever; notes each wait. */
async function run(answers: unknown[], random = 0.5) {
  const waits: number[] = []
  let tries = 0
  let told = 0
  const send = withRetries(
    () => {
      const answer = answers[Math.min(tries, answers.length - 1)]
      tries += 1
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    {
      sleep: (milliseconds) => {
        waits.push(milliseconds)
        return Promise.resolve()
      },
      random: () => random,
      gate: {
        beforeTry: () => {
          told += 1
          return Promise.resolve()
        },
        afterTry: () => Promise.resolve(),
      },
    },
  )
  const outcome = await send(call).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  return { outcome, waits, tries, told }
}

describe('withRetries', () => {
  it('asks once when the answer is good', async () => {
    expect(await run(['good'])).toEqual({ outcome: { value: 'good' }, waits: [], tries: 1, told: 1 })
  })

  it.each([
    [0, [0, 0]],
    [0.5, [250, 500]],
    [0.999, [500, 999]],
  ])('with the chance %d it waits exactly %j and gives up after three tries', async (random, waits) => {
    const error = failure('transient')
    expect(await run([error], random)).toEqual({ outcome: { error }, waits, tries: 3, told: 3 })
  })

  it('gives the good answer of a later try', async () => {
    expect(await run([failure('transient'), failure('unreadable'), 'good'])).toMatchObject({
      outcome: { value: 'good' },
      waits: [250, 500],
      tries: 3,
    })
  })

  it.each([
    [1, [1_000, 1_000]],
    [8, [8_000, 8_000]],
    [0, [250, 500]],
  ])('waits no shorter than the %i seconds that Instagram asks for', async (seconds, waits) => {
    expect((await run([failure('transient', seconds)])).waits).toEqual(waits)
  })

  it('does not wait for more than eight seconds: the caller is told at once', async () => {
    const error = failure('transient', 9)
    expect(await run([error])).toEqual({ outcome: { error }, waits: [], tries: 1, told: 1 })
  })

  it.each<GraphFailureKind>([
    'rejected',
    'rate_limited',
    'app_rate_limited',
    'token_refused',
    'permission_missing',
    'user_action_needed',
    'unsupported_metric',
    'not_available',
  ])('does not try again after %s', async (kind) => {
    const error = failure(kind)
    expect(await run([error])).toEqual({ outcome: { error }, waits: [], tries: 1, told: 1 })
  })

  it('does not try again after a fault of our own', async () => {
    const error = new TypeError('a bug')
    expect(await run([error])).toMatchObject({ outcome: { error }, tries: 1 })
  })
})
