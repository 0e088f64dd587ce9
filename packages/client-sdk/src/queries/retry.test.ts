import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { InstagramError, type InstagramErrorOptions } from '../errors.ts'
import { askAgain } from './retry.ts'

/** Asks a server that fails as often as said. @returns how often it was asked, and what came of it */
async function ask({ failures, ...options }: InstagramErrorOptions & { failures: number }) {
  let asked = 0
  const answer = new QueryClient({ defaultOptions: { queries: askAgain } }).fetchQuery({
    queryKey: ['status'],
    queryFn: () => {
      asked += 1
      if (asked <= failures) throw new InstagramError('INTERNAL', 'A passing problem.', options)
      return 'there'
    },
    // Outside of a component a query is tried once unless it says otherwise.
    retry: askAgain.retry,
  })
  const outcome = await answer.catch((error: unknown) => error)
  return { asked, outcome }
}

test('what the server says passes is asked for again, at most twice', async () => {
  const passing = { action: 'retry', retryAfterSeconds: 0 } as const
  expect(await ask({ failures: 2, ...passing })).toEqual({ asked: 3, outcome: 'there' })
  expect(await ask({ failures: 9, ...passing })).toMatchObject({ asked: 3, outcome: { code: 'INTERNAL' } })
})

test('after the wait that the server names', () => {
  const error = new InstagramError('INTERNAL', 'A passing problem.', { action: 'retry', retryAfterSeconds: 5 })
  expect(askAgain.retryDelay(0, error)).toBe(5_000)
})

test.each<[string, InstagramErrorOptions]>([
  ['a fault of ours', { action: 'contact_support' }],
  ['a failure without a time', { action: 'retry' }],
  ['a limit', { action: 'wait', retryAfterSeconds: 0 }],
])('%s is shown at once', async (_what, options) => {
  expect(await ask({ failures: 1, ...options })).toMatchObject({ asked: 1, outcome: { code: 'INTERNAL' } })
})
