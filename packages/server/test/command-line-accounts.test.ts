import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import type { AdminAccountPage } from '../src/admin/account-page-contract.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { environmentOf, run, startNow } from './run-command.ts'

test('sync --due syncs each account that is due once, with its progress', async () => {
  const backend = await startNow()
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const environment = environmentOf(backend)
  const db = await openDatabase(environment.DATABASE_URL ?? '')
  const [account] = await accounts.listLiving(db, 'ana')
  if (!account) throw new Error('Ana is connected')

  // Just synced, and its older days wait for the background.
  await accounts.updateAndEndLease(db, account.id, { catchUpAt: null })
  expect(await run(['sync', '--due'], environment)).toMatchObject({
    code: 0,
    out: 'succeeded 0, partial 0, failed 0, skipped 0\n',
  })
  await accounts.updateAndEndLease(db, account.id, { lastSyncedAt: new Date(Date.now() - 21 * 3_600_000) })
  const due = await run(['sync', '--due', '--json'], environment)
  expect(due.code).toBe(0)
  expect(JSON.parse(due.out)).toMatchObject({ failed: 0, skipped: 0 })
  await accounts.updateAndEndLease(db, account.id, { lastSyncedAt: null })
  expect((await run(['sync'], environment)).progress).toEqual([`${'░'.repeat(24)} 0/1`, `${'█'.repeat(24)} 1/1`, ''])
  await db.close()
})

test('sync --account syncs one account inside its cooldown, and names what it did', async () => {
  const backend = await startNow()
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  // A first connection leaves little of an hour for the background.
  const environment = { ...environmentOf(backend), INSTAGRAM_CALLS_PER_HOUR: '400' }

  const { code, out, progress } = await run(['sync', '--account', account.id], environment)
  expect(code).toBe(0)
  expect(out).toMatch(/^@loja\.da\.ana: succeeded, \d+ days written, \d+ calls\n$/)
  expect(progress.at(-1)).toBe('')
  expect(await run(['sync', '--account', 'nobody'], environment)).toMatchObject({
    code: 1,
    error: 'There is no account with this id.\n',
  })
  const missing = await run(['sync', '--account', 'nobody', '--json'], environment)
  expect(missing).toMatchObject({ code: 1, error: '' })
  expect(JSON.parse(missing.out)).toEqual({ error: 'failure', message: 'There is no account with this id.' })
  await backend.as('ana').instagram.connect.disconnect({})
  expect(await run(['sync', '--account', account.id], { ...environment, LANG: 'pt_BR' })).toMatchObject({
    code: 1,
    error: 'Nenhuma conta do Instagram está conectada. Conecte a sua para ver os números.\n',
  })
})

test('sync --account --from --to reads those days again, and says how it wants to be asked', async () => {
  const backend = await startNow()
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const environment = environmentOf(backend)
  const day = addDays(dayOf(new Date()), -20)
  backend.sandbox.control.setMetric('loja.da.ana', 'views', day, 4_321)

  const ask = (...words: string[]) => run(['sync', ...words], environment)
  expect(await ask('--account', account.id, '--from', day, '--to', day)).toMatchObject({ code: 0 })
  const { items } = await backend.as('ana').instagram.metrics.list({ startDate: day, endDate: day })
  expect(items).toMatchObject([{ impressions: 4_321, isFinal: true }])
  for (const words of [
    ['--from', day, '--to', day],
    ['--account', account.id, '--from', day],
    ['--account', account.id, '--from', '20.11.2026', '--to', day],
    ['--account', account.id, '--from', addDays(day, -800), '--to', day],
  ]) {
    const refused = await ask(...words)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.error).toContain('--from <day> --to <day>')
  }
})

test('account says why numbers do not come, in both languages, by every name that an operator may have', async () => {
  const backend = await startNow()
  const { account: connected } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  // Runs of one instant have no order.
  backend.clock.advance(1_000)
  const said = { code: 190, subcode: 460, message: 'Error validating access token: The session has been invalidated' }
  backend.sandbox.control.fault({ kind: 'graph_error', ...said, match: { path: '/me' }, times: Infinity })
  await backend.dashboard.syncAccounts()
  const environment = environmentOf(backend)

  const asJson = await run(['account', '@loja.da.ana', '--json'], environment)
  expect([asJson.code, asJson.error]).toEqual([0, ''])
  const page = JSON.parse(asJson.out) as AdminAccountPage
  const traceId = page.runs[0]?.instagram?.traceId ?? ''
  expect(page).toMatchObject({
    account: { id: connected.id, userId: 'ana' },
    findings: [{ code: 'reconnect_required', instagram: { code: 190, subcode: 460, traceId } }],
    runs: [{ status: 'failed', trigger: 'scheduled' }, { trigger: 'first_connection' }],
  })
  for (const name of [connected.id, 'LOJA.DA.ANA', 'ana', page.userReference]) {
    const { code, out } = await run(['account', name], environment)
    expect(code).toBe(0)
    expect(out).toContain('Instagram refuses the token for good')
    expect(out).toContain(`190/460 GET me HTTP 400 trace ${traceId} "${said.message}"`)
    expect(out).toContain('→ The person has to connect again')
  }
  const portuguese = await run(['account', 'ana'], { ...environment, LANG: 'pt_BR.UTF-8' })
  expect(portuguese.out).toContain('O Instagram recusa o token de vez')
  expect(portuguese.out).toContain('Chamadas da última hora')

  const nobody = await run(['account', 'ninguem'], environment)
  expect([nobody.code, nobody.out]).toEqual([1, ''])
  expect(await run(['account'], environment)).toMatchObject({
    code: 2,
    error: expect.stringContaining('Which account?'),
  })
})
