import { tracked } from '@trpc/server'
import { expect, test, vi } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { startLine } from './line.ts'
import { startScriptedServer } from './scripted-server.ts'

/** Notifications by a script, stream by stream, to a client behind a connection that can be cut. */
async function startNotifications(lines: ((signal: Promise<void>) => AsyncIterable<unknown>)[]) {
  let cutLine = () => {}
  const wasCut = new Promise<void>((resolve) => (cutLine = resolve))
  let opened = 0
  const server = await startScriptedServer({
    subscriptions: {
      'instagram.notifications.onNew': () => {
        const line = lines[Math.min(opened, lines.length - 1)]
        opened += 1
        return line?.(wasCut) ?? (async function* () {})()
      },
    },
  })
  const line = await startLine(server.url)
  return {
    client: createInstagramClient({ url: `${line.url}/trpc`, token: 'ana' }),
    opened: (count: number) => vi.waitUntil(() => opened >= count, { timeout: 10_000 }),
    cut() {
      line.cut()
      cutLine()
    },
  }
}

test('a line that drops before it brought anything tells of the gap, since what came meanwhile is in no event', async () => {
  const notifications = await startNotifications([
    async function* (until) {
      await until
      yield* []
    },
    async function* () {
      yield tracked('7', { id: '7' })
    },
  ])
  const onGap = vi.fn<() => void>()
  const stream = notifications.client.notifications.onNew({ onGap })
  const first = stream.next()
  await notifications.opened(1)
  expect(onGap).not.toHaveBeenCalled()

  notifications.cut()

  expect((await first).value).toEqual({ id: '7' })
  expect(onGap).toHaveBeenCalledTimes(1)
  await stream.return()
})

test('a line that drops after an event goes on after that event, which leaves no gap', async () => {
  const notifications = await startNotifications([
    async function* (until) {
      yield tracked('7', { id: '7' })
      await until
    },
    async function* () {
      yield tracked('8', { id: '8' })
    },
  ])
  const onGap = vi.fn<() => void>()
  const stream = notifications.client.notifications.onNew({ onGap })
  expect((await stream.next()).value).toEqual({ id: '7' })

  const next = stream.next()
  notifications.cut()

  expect((await next).value).toEqual({ id: '8' })
  expect(onGap).not.toHaveBeenCalled()
  await stream.return()
})
