import { expect, test } from 'vitest'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const failure = (code: string) => ({ cause: { code } })

test('a person connects: the account is theirs, and the token is nowhere to be read', async () => {
  const { as, connect, sandbox } = await startBackend()
  const answer = await connect('ana', 'loja.da.ana')

  expect(answer).toMatchObject({ success: true, isFirstConnection: true })
  expect(answer.reward).toEqual({ achievement: 'first_connection', credits: 50 })
  expect(answer.account).toMatchObject({ username: 'loja.da.ana', status: 'active', missingScopes: [] })
  expect(answer.account.instagramUserId).toMatch(/^1784\d{13}$/)
  expect(answer.account.token).toMatchObject({ daysUntilExpiration: 59, isExpiringSoon: false })
  const status = await as('ana').instagram.connect.status()
  expect(status).toMatchObject({ connected: true, account: { id: answer.account.id } })
  for (const secret of sandbox.control.issuedTokens) expect(JSON.stringify([answer, status])).not.toContain(secret)
})

test('twenty equal calls at once make one exchange and get twenty equal answers', async () => {
  const { as, authorize, sandbox } = await startBackend()
  const codeAndState = await authorize('ana', 'loja.da.ana')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => as('ana').instagram.connect.complete(codeAndState)),
  )

  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/oauth/access_token'))).toHaveLength(1)
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.isFirstConnection).toBe(true)
})

test('the same state and code get the first answer for ten minutes, and none after that', async () => {
  const { as, authorize, clock } = await startBackend()
  const codeAndState = await authorize('ana', 'loja.da.ana')
  const first = await as('ana').instagram.connect.complete(codeAndState)
  clock.advance(599_000)
  const again = await as('ana').instagram.connect.complete(codeAndState)
  clock.advance(2_000)

  expect(again.account.id).toBe(first.account.id)
  await expect(as('ana').instagram.connect.complete(codeAndState)).rejects.toMatchObject(failure('STATE_EXPIRED'))
})

test("somebody else's state is refused and burned, so that its owner can not use it either", async () => {
  const { as, authorize, sandbox } = await startBackend()
  const codeAndState = await authorize('mallory', 'loja.da.ana')

  await expect(as('victim').instagram.connect.complete(codeAndState)).rejects.toMatchObject(failure('STATE_INVALID'))
  await expect(as('mallory').instagram.connect.complete(codeAndState)).rejects.toMatchObject(failure('STATE_INVALID'))
  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/oauth/access_token'))).toHaveLength(0)
})

test('a state works for ten minutes less a moment', async () => {
  const { as, authorize, clock } = await startBackend()
  const inTime = await authorize('ana', 'loja.da.ana')
  clock.advance(599_999)
  await as('ana').instagram.connect.complete(inTime)
  const late = await authorize('bruno', 'criador.leo')
  clock.advance(600_000)

  await expect(as('bruno').instagram.connect.complete(late)).rejects.toMatchObject(failure('STATE_EXPIRED'))
})

test('a code that was used is refused with another state, before Instagram is asked', async () => {
  const { as, authorize, sandbox } = await startBackend()
  const { code, state } = await authorize('ana', 'loja.da.ana')
  await as('ana').instagram.connect.complete({ code, state })
  const other = await as('mallory').instagram.connect.start({})
  sandbox.control.clearRequests()

  await expect(as('mallory').instagram.connect.complete({ code, state: other.state })).rejects.toMatchObject(
    failure('OAUTH_CODE_INVALID'),
  )
  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/oauth/access_token'))).toHaveLength(0)
})

test('nobody holds more than five unused states', async () => {
  const { as, clock } = await startBackend()
  const states: string[] = []
  for (let count = 0; count < 6; count += 1) {
    states.push((await as('ana').instagram.connect.start({})).state)
    clock.advance(1)
  }
  const [oldest = '', ...others] = states

  await expect(as('ana').instagram.connect.attempt({ state: oldest })).rejects.toMatchObject(failure('NOT_FOUND'))
  for (const state of others)
    expect(await as('ana').instagram.connect.attempt({ state })).toEqual({ status: 'pending' })
})

testOnce('a personal account is refused with the way out, and stays refused for the same state', async () => {
  const { as, authorize } = await startBackend()
  const codeAndState = await authorize('ana', 'conta.pessoal')
  const complete = () => as('ana').instagram.connect.complete(codeAndState)

  await expect(complete()).rejects.toMatchObject({
    cause: { code: 'ACCOUNT_NOT_PROFESSIONAL', action: 'convert_account' },
  })
  await expect(complete()).rejects.toMatchObject(failure('ACCOUNT_NOT_PROFESSIONAL'))
  expect(await as('ana').instagram.connect.attempt({ state: codeAndState.state })).toMatchObject({
    status: 'failed',
    error: { code: 'ACCOUNT_NOT_PROFESSIONAL', action: 'convert_account' },
  })
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false, account: null, accounts: [] })
})

testOnce('a scope that was unticked is asked for again', async () => {
  const { as, authorize } = await startBackend()
  const codeAndState = await authorize('ana', 'sem.permissao')

  await expect(as('ana').instagram.connect.complete(codeAndState)).rejects.toMatchObject({
    cause: { code: 'SCOPE_MISSING', action: 'grant_permissions' },
  })
})

test('an Instagram account belongs to one user at a time', async () => {
  const { as, connect } = await startBackend()
  await connect('ana', 'loja.da.ana')

  await expect(connect('bruno', 'loja.da.ana')).rejects.toMatchObject(failure('ACCOUNT_LINKED_ELSEWHERE'))
  await as('ana').instagram.connect.disconnect({})
  expect((await connect('bruno', 'loja.da.ana')).account.username).toBe('loja.da.ana')
})

test('a reconnect accepts the same Instagram identity only', async () => {
  const { as, authorize, connect } = await startBackend()
  const { account } = await connect('ana', 'loja.da.ana')
  const wrong = await authorize('ana', 'criador.leo', { accountId: account.id })
  const right = await authorize('ana', 'loja.da.ana', { accountId: account.id })

  await expect(as('ana').instagram.connect.complete(wrong)).rejects.toMatchObject(failure('WRONG_ACCOUNT'))
  expect(await as('ana').instagram.connect.complete(right)).toMatchObject({
    isFirstConnection: false,
    account: { id: account.id, status: 'active' },
  })
})

test("nobody starts a reconnect of somebody else's account", async () => {
  const { as, connect } = await startBackend()
  const { account } = await connect('ana', 'loja.da.ana')

  await expect(as('bruno').instagram.connect.start({ accountId: account.id })).rejects.toMatchObject(
    failure('NOT_FOUND'),
  )
})

testOnce('saying no at Instagram is calm, counted once, and ends the state', async () => {
  const { as, authorize } = await startBackend()
  const { code, state } = await authorize('ana', 'loja.da.ana')
  const no = { state, error: 'access_denied', errorReason: 'user_denied' }

  expect(await as('ana').instagram.connect.cancel(no)).toEqual({ success: true })
  expect(await as('ana').instagram.connect.cancel(no)).toEqual({ success: true })
  expect(await as('ana').instagram.connect.attempt({ state })).toEqual({ status: 'cancelled' })
  await expect(as('ana').instagram.connect.complete({ code, state })).rejects.toMatchObject(failure('STATE_INVALID'))
})

test('an attempt is visible to the person who made it and to nobody else', async () => {
  const { as, authorize } = await startBackend()
  const { state } = await authorize('ana', 'loja.da.ana')

  await expect(as('bruno').instagram.connect.attempt({ state })).rejects.toMatchObject(failure('NOT_FOUND'))
})

test('a bad minute of Instagram is ridden out, and a long one can be tried again with the same code', async () => {
  const { as, authorize, sandbox } = await startBackend()
  const codeAndState = await authorize('ana', 'loja.da.ana')
  sandbox.control.fault({ match: { path: /^\/access_token/ }, kind: 'html_502', times: 6 })

  await expect(as('ana').instagram.connect.complete(codeAndState)).rejects.toMatchObject(
    failure('INSTAGRAM_UNAVAILABLE'),
  )
  sandbox.control.clearFaults()
  expect((await as('ana').instagram.connect.complete(codeAndState)).account.username).toBe('loja.da.ana')
})

test('twenty equal calls in a bad minute make one try, share its outcome, and the next call connects', async () => {
  // So slow that all are there before the try is over.
  const { as, authorize, sandbox } = await startBackend({ sandbox: { latencyMs: 1_000 } })
  const codeAndState = await authorize('ana', 'loja.da.ana')
  sandbox.control.fault({ kind: 'html_502', match: { path: '/oauth/access_token' }, times: Infinity })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => as('ana').instagram.connect.complete(codeAndState)),
  )

  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: failure('INSTAGRAM_UNAVAILABLE') })
  }
  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/oauth/access_token'))).toHaveLength(3)
  expect(await as('ana').instagram.connect.attempt({ state: codeAndState.state })).toEqual({ status: 'pending' })
  sandbox.control.clearFaults()
  expect(await as('ana').instagram.connect.complete(codeAndState)).toMatchObject({ success: true })
})

testOnce(
  'both shapes of the token answer and of the profile are understood, and no digit of an id is lost',
  async () => {
    const { connect, sandbox } = await startBackend()
    sandbox.control.setTokenShape('documented')
    sandbox.control.setMeShape('data')
    const ana = await connect('ana', 'loja.da.ana')
    sandbox.control.setTokenShape('production')
    sandbox.control.setMeShape('flat')
    const giant = await connect('bruno', 'numero.gigante')
    const idOf = (username: string) => sandbox.people.find((person) => person.username === username)?.userId

    expect(ana.account.instagramUserId).toBe(idOf('loja.da.ana'))
    expect(giant.account.instagramUserId).toBe(idOf('numero.gigante'))
  },
)

testOnce.each([
  [100, 'Unsupported request - method type: get'],
  [100, 'Error validating client secret.'],
  [1, 'Error validating client secret.'],
])('a token that is not exchanged is a fault of the app, not of the person: %s %s', async (code, message) => {
  const { as, authorize, sandbox } = await startBackend()
  const codeAndState = await authorize('ana', 'loja.da.ana')
  const match = { path: /^\/access_token/ }
  sandbox.control.fault({ kind: 'graph_error', code, type: 'IGApiException', message, match, times: Infinity })

  await expect(as('ana').instagram.connect.complete(codeAndState)).rejects.toMatchObject({
    cause: { code: 'OAUTH_MISCONFIGURED', action: 'none' },
  })
})

test('disconnecting forgets the token at once, keeps the numbers, and revokes at Instagram', async () => {
  const { accountOf, as, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const account = await accountOf('ana')
  expect(await as('ana').instagram.connect.disconnect({})).toEqual({ success: true })

  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false, account: null, accounts: [] })
  const { items } = await as('ana').instagram.metrics.list({ accountId: account.id })
  expect(items.length).toBeGreaterThan(20)
  expect(sandbox.control.requests.some(({ method }) => method === 'DELETE')).toBe(true)
})

test('disconnecting with erasure deletes the numbers too', async () => {
  const { accountOf, as, connect } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const account = await accountOf('ana')
  await as('ana').instagram.connect.disconnect({ eraseData: true })

  await expect(as('ana').instagram.metrics.list({ accountId: account.id })).rejects.toMatchObject(failure('NOT_FOUND'))
  expect((await connect('ana', 'loja.da.ana')).isFirstConnection).toBe(false)
})
