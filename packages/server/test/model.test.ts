import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { createVault, Secret } from '../src/vault/index.ts'
import { checkRefreshModel } from './model/refresh-model.ts'
import { startBackend } from './start-backend.ts'

test('over any mix of crashes, stalls, passing faults and two workers no living token is lost', async () => {
  await checkRefreshModel({ runs: 4, seed: 20_261_123 })
}, 60_000)

test('sixty dead accounts do not delay the sixty-first', async () => {
  const { clock, dashboard, options, sandbox } = await startBackend()
  const vault = createVault({ keys: Secret.of(options.instagramTokenEncryptionKey), now: clock.now })
  const db = await openDatabase(options.databaseUrl ?? '')
  const day = 86_400_000
  for (let index = 0; index <= 60; index += 1) {
    const isLiving = index === 60
    const text = isLiving ? sandbox.control.giveLongToken('loja.da.ana') : `IGAAdead${index}`
    const id = `account-${index}`
    // A renewed token is taken only when it is of the same account.
    const instagramUserId = isLiving ? '17841477965412212' : `instagram-${index}`
    const issuedAt = clock.now()
    await accounts.insert(db, {
      id,
      userId: `user-${index}`,
      instagramUserId,
      username: `person.${index}`,
      status: 'active',
      sealedToken: vault.seal({ purpose: 'long_token', owner: id, subject: instagramUserId }, Secret.of(text)),
      tokenIssuedAt: issuedAt,
      // The dead ones end sooner, so that they would come first.
      tokenExpiresAt: new Date(issuedAt.getTime() + (isLiving ? 60 : 20) * day),
      grantedScopes: [],
      connectedAt: issuedAt,
      createdAt: issuedAt,
      updatedAt: issuedAt,
    })
  }
  await db.close()
  clock.advance(8 * day)
  expect(await dashboard.refreshTokens()).toMatchObject({ refreshed: 1, failed: 60 })
  clock.advance(8 * day)
  sandbox.control.clearRequests()

  expect(await dashboard.refreshTokens()).toMatchObject({ refreshed: 1, lost: 60 })
  const refreshes = sandbox.control.requests.filter(({ path }) => path.includes('refresh_access_token'))
  const place = refreshes.findIndex(({ person }) => person === 'loja.da.ana')
  // Eight are asked at once: it is among the first of them.
  expect(place).toBeLessThan(8)
  expect(await dashboard.refreshTokens()).toEqual({ refreshed: 0, skipped: 0, failed: 0, lost: 0 })
})
