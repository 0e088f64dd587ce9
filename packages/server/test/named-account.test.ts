import { expect, test } from 'vitest'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const rest = '/api/v1/social/instagram'
const minute = 60_000
const timelineOf = (accountId?: string) =>
  `/trpc/instagram.metrics.timeline?batch=1&input=${encodeURIComponent(
    JSON.stringify({ 0: { json: { accountId, metrics: ['reach'] } } }),
  )}`

async function connectSecond({ as, clock, connect }: Backend): Promise<void> {
  clock.advance(30 * minute)
  const { account } = await connect('ana', 'cafe.pequeno')
  await expect
    .poll(async () =>
      (await as('ana').instagram.sync.history({ accountId: account.id })).items.map(({ status }) => status),
    )
    .toEqual(['succeeded'])
  clock.advance(30 * minute)
}

/** Ana with two accounts, of which the one that was connected first was synced first. */
async function withTwo() {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, before: connectSecond })
  const { instagram } = backend.as('ana')
  const { accounts } = await instagram.connect.status()
  const named = (username: string) => {
    const account = accounts.find((one) => one.username === username)
    if (!account) throw new Error(`Ana has not connected ${username}`)
    return account
  }
  const [first, second] = [named('loja.da.ana'), named('cafe.pequeno')]
  const url = await serveRouter(backend.dashboard.router)
  const authorization = `Bearer ${await signIn('ana')}`
  const call = (path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization, ...headers } })
  return { ...backend, instagram, first, second, call }
}

test('a change that names none of several accounts is refused with the list, and nothing happens', async () => {
  const { instagram, first, second } = await withTwo()
  const choices = [first, second].map(({ id, username }) => ({ id, username }))
  const refused = {
    cause: { code: 'CONFLICT', action: 'fix_input', accounts: expect.arrayContaining(choices) },
  }
  for (const change of [
    () => instagram.connect.disconnect(),
    () => instagram.connect.disconnect({}),
    () => instagram.connect.disconnect({ eraseData: true }),
    () => instagram.sync.run({}),
    () => instagram.sync.start({}),
  ]) {
    await expect(change()).rejects.toMatchObject(refused)
  }
  const { accounts } = await instagram.connect.status()
  expect(accounts.map(({ status }) => status)).toEqual(['active', 'active'])
  for (const { id } of accounts) expect((await instagram.sync.history({ accountId: id })).items).toHaveLength(1)
})

test('over tRPC and REST the person reads which accounts there are', async () => {
  const { call, first, second } = await withTwo()
  const choices = expect.arrayContaining([first, second].map(({ id, username }) => ({ id, username })))
  const message = 'Você tem mais de uma conta conectada: escolha qual delas.'

  const overTrpc = await call('/trpc/instagram.sync.run', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: {} }),
  })
  const { error } = (await overTrpc.json()) as { error: { json: { message: string; data: { app: object } } } }
  expect(overTrpc.status).toBe(409)
  expect(error.json).toMatchObject({
    message,
    data: { app: { code: 'CONFLICT', action: 'fix_input', accounts: choices, issues: [{ path: ['accountId'] }] } },
  })
  for (const [path, method] of [
    ['/sync/', 'POST'],
    ['/disconnect/', 'DELETE'],
  ] as const) {
    const answer = await call(`${rest}${path}`, { method })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({
      error: { code: 'CONFLICT', action: 'fix_input', message, accounts: choices, issues: [{ path: ['account_id'] }] },
    })
  }
  const named = await call(`${rest}/disconnect/?account_id=${second.id}`, { method: 'DELETE' })
  expect(named.status).toBe(200)
})

test('who names the account changes that one, and who has one left need not name it', async () => {
  const { instagram, first, second } = await withTwo()
  expect(await instagram.sync.run({ accountId: second.id })).toMatchObject({ accountId: second.id })
  await instagram.connect.disconnect({ accountId: first.id })
  expect(await instagram.connect.disconnect({})).toEqual({ success: true })
  await expect(instagram.connect.disconnect({})).rejects.toMatchObject({ cause: { code: 'NOT_CONNECTED' } })
})

test('a read without a name is about the account that was connected first, whichever was synced last', async () => {
  const { instagram, first, second, clock } = await withTwo()
  const read = async () => ({
    runs: new Set((await instagram.sync.history({})).items.map(({ accountId }) => accountId)),
    days: await instagram.metrics.list({}),
  })
  const days = await instagram.metrics.list({ accountId: first.id })
  expect(await read()).toEqual({ runs: new Set([first.id]), days })
  for (const { id } of [first, second]) {
    clock.advance(30 * minute)
    await instagram.sync.run({ accountId: id })
    expect((await read()).runs).toEqual(new Set([first.id]))
    // Beside it, `connect.status` says which one was synced last.
    expect((await instagram.connect.status()).account?.id).toBe(id)
  }
})

test('the tag of such a read is that account’s, and stays when another one is synced', async () => {
  const { instagram, first, second, clock, call } = await withTwo()
  const ask = (tag?: string | null, accountId?: string) =>
    call(timelineOf(accountId), { headers: tag ? { 'if-none-match': tag } : {} })
  const tag = (await ask()).headers.get('etag')
  expect(tag).toBe((await ask(null, first.id)).headers.get('etag'))
  expect(tag).not.toBe((await ask(null, second.id)).headers.get('etag'))
  expect((await ask(tag)).status).toBe(304)

  await instagram.sync.run({ accountId: second.id })
  expect((await ask(tag)).status).toBe(304)
  clock.advance(30 * minute)
  await instagram.sync.run({ accountId: first.id })
  const changed = await ask(tag)
  expect([changed.status, changed.headers.get('etag') === tag]).toEqual([200, false])
})
