import { expect, test } from 'vitest'
import { tamper } from '../../db/test/fresh-database.ts'
import { startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

/** Ana's account says that it is active, and has no token: what a fault, or somebody in the database, left behind. */
async function withoutToken(): Promise<Backend> {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  await tamper(String(backend.options.databaseUrl), 'UPDATE accounts SET sealed_token = NULL')
  backend.clock.advance(9 * 86_400_000)
  return backend
}

const statusOf = async ({ as }: Backend) => (await as('ana').instagram.connect.status()).accounts[0]?.status

test.each<[string, (backend: Backend) => Promise<unknown>]>([
  [
    'a press of the button',
    ({ as }) =>
      as('ana')
        .instagram.sync.run({})
        .catch(() => undefined),
  ],
  ['the nightly sync', ({ dashboard }) => dashboard.syncAccounts()],
  ['the nightly refresh', ({ dashboard }) => dashboard.refreshTokens()],
])('an active account without a token asks to be reconnected once %s meets it', async (_what, meet) => {
  const backend = await withoutToken()
  await meet(backend)
  expect(await statusOf(backend)).toBe('reconnect_required')
  const { items } = await backend.as('carla', 'admin').admin.audit.list({ types: ['connection.lost'] })
  expect(items).toMatchObject([{ userId: 'ana', data: { code: 'RECONNECT_REQUIRED', username: 'loja.da.ana' } }])
  const notices = await backend.as('ana').instagram.notifications.list({})
  expect(notices.items.map(({ kind }) => kind)).toContain('connection_lost')
  expect(await backend.dashboard.verifyAudit()).toMatchObject({ result: 'intact' })
})

test('nobody need meet it: the background looks at its start and each minute', async () => {
  const backend = await withoutToken()
  backend.dashboard.start()
  await expect.poll(() => statusOf(backend)).toBe('reconnect_required')
  expect(backend.logLines).toContainEqual(expect.stringContaining('"event":"accounts.without_token"'))
})

test('one that an admin put to rest is no fault without a token, and can not be woken', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  const account = await backend.accountOf('ana')
  const { accounts } = backend.as('carla', 'admin').admin
  await accounts.deactivate({ accountIds: [account.id] })
  await tamper(String(backend.options.databaseUrl), 'UPDATE accounts SET sealed_token = NULL')
  const { results } = await accounts.reactivate({ accountIds: [account.id] })
  expect(results).toMatchObject([{ ok: false, error: { code: 'NOT_CONNECTED' } }])
})
