import { expect, test } from 'vitest'
import { openOnSmallDisk } from '../../db/test/full-disk.ts'
import { serveRouter, startBackend } from './start-backend.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'

/** Pages that were begun before still have room for some. */
async function untilFull<Answer extends { status: number }>(ask: (person: string) => Promise<Answer>): Promise<Answer> {
  for (let person = 0; ; person += 1) {
    const answer = await ask(`person-${person}`)
    if (answer.status !== 200) return answer
  }
}

test('a full disk is told as a passing fault in every form, and the call works once there is room', async () => {
  const { opened, setFull } = await openOnSmallDisk(() => startBackend())
  const { dashboard, logLines } = opened
  const url = await serveRouter(dashboard.router)
  const connect = async (person: string, language: string) =>
    fetch(`${url}/api/v1/social/instagram/connect/`, {
      headers: { authorization: `Bearer ${await signIn(person)}`, 'accept-language': language },
    })
  const complain = async (person: string) =>
    callProcedure(url, {
      path: 'instagram.support.create',
      type: 'mutation',
      input: { message: 'disk '.repeat(400) },
      token: await signIn(person),
    })
  setFull(true)

  const portuguese = await untilFull((person) => connect(person, 'pt-BR'))
  expect([portuguese.status, portuguese.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await portuguese.json()).toMatchObject({
    error: {
      code: 'INTERNAL',
      action: 'retry',
      retry_after_seconds: 5,
      message: expect.stringMatching(/^Estamos com um problema passageiro .* Tente de novo em instantes/),
    },
  })
  expect(await (await untilFull((person) => connect(person, 'en'))).json()).toMatchObject({
    error: { message: expect.stringMatching(/^We have a passing problem .* Try again in a moment/) },
  })
  const answer = await untilFull(complain)
  expect(answer).toMatchObject({ status: 503, code: 'INTERNAL' })
  expect(JSON.parse(answer.text)).toMatchObject({
    error: { json: { data: { app: { action: 'retry', retryAfterSeconds: 5 } } } },
  })
  const events = logLines.map((line) => JSON.parse(line) as { event: string; driverCode?: string })
  const told = events.filter(({ event }) => event === 'database.unavailable')
  // One line for many equal ones.
  expect(new Set(told.map(({ driverCode }) => driverCode))).toEqual(new Set(['SQLITE_FULL']))
  expect(events.filter(({ event }) => event === 'call.failed')).toEqual([])

  setFull(false)
  expect((await connect('ana', 'pt-BR')).status).toBe(200)
})

test('while it is full, what is there can be read', async () => {
  const { opened, setFull } = await openOnSmallDisk(() => startBackend())
  await opened.as('ana').instagram.support.create({ message: 'before' })
  setFull(true)
  expect((await opened.as('ana').instagram.support.list({})).items).toHaveLength(1)
})
