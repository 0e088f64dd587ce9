import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { redirectUri, serveRouter, startBackend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const failure = (code: string) => ({ cause: { code } })
const rest = '/api/v1/social/instagram'

function newBinding() {
  const browserVerifier = randomBytes(32).toString('base64url')
  return { browserVerifier, browserChallenge: createHash('sha256').update(browserVerifier).digest('base64url') }
}

/** An attempt of Ana's that is bound to her browser, and what Instagram sent back. */
async function bound() {
  const backend = await startBackend()
  const ana = backend.as('ana').instagram.connect
  const { browserVerifier, browserChallenge } = newBinding()
  const { state } = await ana.start({ browserChallenge })
  const code = backend.sandbox.control.approve('loja.da.ana', { state, redirectUri })
  const misuses = async () =>
    (await backend.as('carla', 'admin').admin.audit.list({ types: ['connection.state_misused'] })).items
  const exchanges = () =>
    backend.sandbox.control.requests.filter(({ path }) => path.endsWith('/oauth/access_token')).length
  return { ...backend, ana, browserVerifier, code, state, misuses, exchanges }
}

test('an attempt that is bound to a browser is completed with its verifier, as often as any other', async () => {
  const { ana, browserVerifier, code, state } = await bound()
  const first = await ana.complete({ code, state, browserVerifier })
  expect(first.account.username).toBe('loja.da.ana')
  expect(await ana.complete({ code, state, browserVerifier })).toEqual(first)
})

test.each<[string, () => { browserVerifier?: string }]>([
  ['without a verifier', () => ({})],
  ['with another verifier', () => ({ browserVerifier: newBinding().browserVerifier })],
])('%s it is refused, burned and noted, and the right one comes too late', async (_name, brought) => {
  const { ana, browserVerifier, code, state, misuses, exchanges } = await bound()

  await expect(ana.complete({ code, state, ...brought() })).rejects.toMatchObject(failure('STATE_INVALID'))
  await expect(ana.complete({ code, state, browserVerifier })).rejects.toMatchObject(failure('STATE_INVALID'))
  expect((await misuses()).map(({ data }) => data)).toEqual([{ reason: 'other_browser' }])
  expect(exchanges()).toBe(0)
  expect(await ana.attempt({ state })).toMatchObject({ status: 'failed', error: { code: 'STATE_INVALID' } })
})

test('who has not the verifier does not hear how a bound attempt ended, and is noted once', async () => {
  const { ana, browserVerifier, code, state, misuses } = await bound()
  await ana.complete({ code, state, browserVerifier })

  for (let times = 0; times < 3; times += 1)
    await expect(ana.complete({ code, state })).rejects.toMatchObject(failure('STATE_INVALID'))
  expect(await misuses()).toHaveLength(1)
  expect((await ana.complete({ code, state, browserVerifier })).success).toBe(true)
})

test('a bound attempt whose time is over is told so, and nobody is blamed', async () => {
  const { ana, clock, code, state, misuses } = await bound()
  clock.advance(600_000)
  await expect(ana.complete({ code, state })).rejects.toMatchObject(failure('STATE_EXPIRED'))
  expect(await misuses()).toEqual([])
})

test('a stolen return is worth nothing to a thief: not with their login, and not in another browser of the person', async () => {
  const { as, ana, browserVerifier, code, state, misuses } = await bound()
  const thief = as('mallory').instagram.connect
  const own = newBinding()

  await expect(thief.complete({ code, state, browserVerifier: own.browserVerifier })).rejects.toMatchObject(
    failure('STATE_INVALID'),
  )
  await expect(ana.complete({ code, state, browserVerifier })).rejects.toMatchObject(failure('STATE_INVALID'))
  expect((await misuses()).map(({ data }) => data)).toEqual([{ reason: 'other_user' }])
})

test('a code that its person has used does not work with a state of a thief', async () => {
  const { as, ana, browserVerifier, code, state, misuses } = await bound()
  const own = newBinding()
  const stolen = await as('mallory').instagram.connect.start({ browserChallenge: own.browserChallenge })
  await ana.complete({ code, state, browserVerifier })

  const injected = as('mallory').instagram.connect.complete({
    code,
    state: stolen.state,
    browserVerifier: own.browserVerifier,
  })
  await expect(injected).rejects.toMatchObject(failure('OAUTH_CODE_INVALID'))
  expect((await misuses()).map(({ data }) => data)).toEqual([{ reason: 'code_used_with_another_state' }])
})

test('an attempt that nobody bound is completed as ever, whatever verifier comes with it', async () => {
  const { as, authorize } = await startBackend()
  const { browserVerifier } = newBinding()
  expect(await as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))).toMatchObject({
    success: true,
  })
  const leo = await authorize('leo', 'criador.leo')
  expect(await as('leo').instagram.connect.complete({ ...leo, browserVerifier })).toMatchObject({ success: true })
})

test.each([{ browserChallenge: 'short' }, { browserChallenge: 'x'.repeat(44) }])(
  'what is no hash binds nothing: %j',
  async (input) => {
    const { as } = await startBackend()
    await expect(as('ana').instagram.connect.start(input)).rejects.toMatchObject({ code: 'VALIDATION' })
  },
)

test('over REST an attempt is bound and completed under the same names in snake case', async () => {
  const { dashboard, sandbox } = await startBackend()
  const url = await serveRouter(dashboard.router)
  const headers = { authorization: `Bearer ${await signIn('ana')}`, 'content-type': 'application/json' }
  const { browserVerifier, browserChallenge } = newBinding()
  const begin = async () => {
    const answer = await fetch(`${url}${rest}/connect/?browser_challenge=${browserChallenge}`, { headers })
    const { state } = (await answer.json()) as { state: string }
    return { state, code: sandbox.control.approve('loja.da.ana', { state, redirectUri }) }
  }
  const complete = (body: object) =>
    fetch(`${url}${rest}/callback/`, { method: 'POST', headers, body: JSON.stringify(body) })

  expect((await complete({ ...(await begin()), browser_verifier: browserVerifier })).status).toBe(200)
  const refused = await complete(await begin())
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'STATE_INVALID' } }])
})

test('neither the verifier nor its hash is in an export, an answer or a log', async () => {
  const { ana, as, browserVerifier, code, state, logLines } = await bound()
  await ana.complete({ code, state, browserVerifier })
  const hash = createHash('sha256').update(browserVerifier).digest('base64url')
  const exported = JSON.stringify(await as('ana').instagram.privacy.export())
  for (const text of [exported, logLines.join('\n')]) {
    expect(text).not.toContain(browserVerifier)
    expect(text).not.toContain(hash)
  }
})
