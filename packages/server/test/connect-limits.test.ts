import { createHash } from 'node:crypto'
import { oauthStates, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import type { DashboardOptions } from '../src/index.ts'
import { makeClock, serveRouter, startBackend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const minute = 60_000
const limited = (seconds: number) => ({ cause: { code: 'RATE_LIMITED', retryAfterSeconds: seconds } })

test('a person begins twenty connections an hour, whoever else does, and the next one as soon as one is an hour old', async () => {
  const { as, clock } = await startBackend()
  const { start } = as('ana').instagram.connect
  for (let index = 0; index < 20; index += 1) {
    await start({})
    clock.advance(minute)
  }
  await expect(start({})).rejects.toMatchObject(limited(40 * 60))
  await as('bia').instagram.connect.start({})

  clock.advance(40 * minute - 1)
  await expect(start({})).rejects.toMatchObject(limited(1))
  clock.advance(1)
  await start({})
  await expect(start({})).rejects.toMatchObject(limited(60))
})

test('of forty that begin at once twenty do, and the others leave nothing behind', async () => {
  const { as } = await startBackend()
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => as('ana').instagram.connect.start({})))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: limited(3_600) })

  const { admin } = as('carla', 'admin')
  expect((await admin.audit.list({ types: ['connection.started'], limit: 100 })).items).toHaveLength(20)
  expect(await admin.funnel({})).toMatchObject({ people: 1, flows: 20 })
})

test('two processes on one database count together', async () => {
  const one = await startBackend()
  const other = await startBackend({ folder: one.folder, clock: one.clock, dashboard: sharedWith(one.options) })
  for (let index = 0; index < 10; index += 1) {
    await one.as('ana').instagram.connect.start({})
    await other.as('ana').instagram.connect.start({})
  }
  for (const { as } of [one, other]) {
    await expect(as('ana').instagram.connect.start({})).rejects.toMatchObject(limited(3_600))
  }
})

test('over REST the refusal says when to come back', async () => {
  const { as, dashboard } = await startBackend()
  const url = await serveRouter(dashboard.router)
  for (let index = 0; index < 20; index += 1) await as('ana').instagram.connect.start({})
  const answer = await fetch(`${url}/api/v1/social/instagram/connect/`, {
    headers: { authorization: `Bearer ${await signIn('ana')}` },
  })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '3600'])
  expect(await answer.json()).toMatchObject({ error: { code: 'RATE_LIMITED', retry_after_seconds: 3_600 } })
})

test.each([
  ['tRPC', '/trpc/instagram.connect.complete', (input: object) => ({ json: input })],
  ['REST', '/api/v1/social/instagram/callback/', (input: object) => input],
])('who waits for another call over %s and goes away stops asking the database', async (_name, path, wrap) => {
  const ticking = makeClock()
  let looks = 0
  const clock = {
    ...ticking,
    sleep(milliseconds: number) {
      looks += 1
      return ticking.sleep(milliseconds)
    },
  }
  const { authorize, dashboard, options, logLines } = await startBackend({ clock })
  const url = await serveRouter(dashboard.router)
  const { code, state } = await authorize('ana', 'loja.da.ana')
  await takeElsewhere(options, { code, state, now: clock.now() })

  const gone = new AbortController()
  const waiting = fetch(`${url}${path}`, {
    method: 'POST',
    signal: gone.signal,
    headers: { authorization: `Bearer ${await signIn('ana')}`, 'content-type': 'application/json' },
    body: JSON.stringify(wrap({ code, state })),
  }).catch(() => 'gone')
  await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(2)
  gone.abort()
  expect(await waiting).toBe('gone')

  await expect
    .poll(() => logLines.filter((line) => line.includes('CLIENT_CLOSED_REQUEST')), { timeout: 10_000 })
    .toHaveLength(1)
  const looksThen = looks
  for (let turn = 0; turn < 50; turn += 1) await ticking.sleep(0)
  expect(looks).toBe(looksThen)
  expect(logLines.filter((line) => line.includes('call.failed'))).toEqual([])
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** As if a process on another machine had the attempt in hand. */
async function takeElsewhere(
  { databaseUrl }: Pick<DashboardOptions, 'databaseUrl'>,
  { code, state, now }: { code: string; state: string; now: Date },
): Promise<void> {
  const db = await openDatabase(databaseUrl ?? '')
  const taken = await oauthStates.take(db, {
    stateHash: hashOf(state),
    codeHash: hashOf(code),
    browserChallenge: null,
    userId: 'ana',
    now,
    owner: 'another-machine:1:0',
    leaseUntil: new Date(now.getTime() + 2 * minute),
  })
  await db.close()
  expect(taken).toBeDefined()
}

/** What two processes of one installation have in common. */
function sharedWith({ databaseUrl, instagramTokenEncryptionKey }: DashboardOptions) {
  return { databaseUrl: databaseUrl ?? '', instagramTokenEncryptionKey }
}
