import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { guardStream } from './streams.ts'

test('a failure that comes while nobody waits ends no process, and reaches whoever asks', async () => {
  const unheard: unknown[] = []
  const listen = (reason: unknown) => void unheard.push(reason)
  process.on('unhandledRejection', listen)
  async function* failing() {
    yield 1
    throw new AppError('NOT_FOUND')
  }
  const events = guardStream(failing())[Symbol.asyncIterator]()

  const first = await events.next()
  const second = events.next()
  await setImmediate()
  process.off('unhandledRejection', listen)

  expect(first).toEqual({ done: false, value: 1 })
  await expect(second).rejects.toMatchObject({ code: 'NOT_FOUND', cause: { code: 'NOT_FOUND' } })
  expect(unheard).toEqual([])
})

test('leaving a stream ends its source', async () => {
  let hasEnded = false
  async function* endless() {
    try {
      for (;;) yield 1
    } finally {
      hasEnded = true
    }
  }

  for await (const event of guardStream(endless())) if (event === 1) break

  expect(hasEnded).toBe(true)
})
