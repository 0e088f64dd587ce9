import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { accounts, openDatabase, people, sealedTokens } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { tamper } from '../../db/test/fresh-database.ts'
import { createInstagramDashboard, generateEncryptionKey, type DashboardOptions } from '../src/index.ts'
import { createVault, Secret } from '../src/vault/index.ts'
import { startBackend, type Backend } from './start-backend.ts'

const off = { syncCron: 'off', tokenRefreshCron: 'off' }
const cli = fileURLToPath(new URL('../dist/standalone.js', import.meta.url))
const databaseOf = ({ options }: Backend) => openDatabase(options.databaseUrl ?? '')

/** Ana is connected, and as many others as wanted are stored with tokens of the old key. */
async function withAccounts(others: number) {
  const backend = await startBackend({ dashboard: off })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const { clock, options } = backend
  const old = createVault({ keys: Secret.of(options.instagramTokenEncryptionKey), now: clock.now })
  const db = await databaseOf(backend)
  const at = clock.now()
  await db.transaction(async (tx) => {
    for (let index = 0; index < others; index += 1) {
      const id = `account-${String(index).padStart(5, '0')}`
      const context = { purpose: 'long_token', owner: id, subject: `instagram-${index}` } as const
      await accounts.insert(tx, {
        id,
        userId: `user-${index}`,
        instagramUserId: `instagram-${index}`,
        username: `person.${index}`,
        status: 'active',
        sealedToken: old.seal(context, Secret.of(`token of ${index}`)),
        tokenIssuedAt: at,
        tokenExpiresAt: new Date(at.getTime() + 60 * 86_400_000),
        grantedScopes: [],
        connectedAt: at,
        createdAt: at,
        updatedAt: at,
      })
    }
  })
  await db.close()
  await backend.dashboard.close()
  const newKey = generateEncryptionKey()
  const both: DashboardOptions = {
    ...options,
    instagramTokenEncryptionKey: `${newKey},${options.instagramTokenEncryptionKey}`,
  }
  const onlyNew: DashboardOptions = { ...options, instagramTokenEncryptionKey: newKey }
  return { ...backend, both, onlyNew, oldKeyId: old.firstKeyId }
}

async function use<Result>(
  options: DashboardOptions,
  work: (dashboard: Awaited<ReturnType<typeof createInstagramDashboard>>) => Promise<Result>,
): Promise<Result> {
  const dashboard = await createInstagramDashboard(options)
  try {
    return await work(dashboard)
  } finally {
    await dashboard.close()
  }
}

test('rotation moves every token to the first key, and then the old one is not needed any more', async () => {
  const { both, onlyNew, clock } = await withAccounts(250)
  expect(await use(both, (dashboard) => dashboard.rotateKeys({ dryRun: true }))).toEqual({
    rewrapped: 251,
    skipped: 0,
    unopened: [],
    left: 251,
    total: 251,
  })
  await expect(createInstagramDashboard(onlyNew)).rejects.toThrow('does not open the stored tokens')

  expect(await use(both, (dashboard) => dashboard.rotateKeys())).toEqual({
    rewrapped: 251,
    skipped: 0,
    unopened: [],
    left: 0,
    total: 251,
  })
  clock.advance(2 * 3_600_000)
  const run = await use(onlyNew, (dashboard) => dashboard.caller({ userId: 'ana' }).instagram.sync.run({}))
  expect(run).toMatchObject({ status: 'succeeded' })
  expect(await use(onlyNew, (dashboard) => dashboard.rotateKeys())).toMatchObject({ rewrapped: 0, left: 0 })
})

test('the keys of people move to the first key as well, and names stay readable with it alone', async () => {
  const backend = await withAccounts(0)
  const { both, onlyNew, oldKeyId } = backend
  expect((await use(both, (dashboard) => dashboard.rotateKeys())).left).toBe(0)
  const db = await databaseOf(backend)
  const ana = await people.findByUser(db, 'ana')
  await db.close()
  expect(ana?.key).toMatch(/^v1\./)
  expect(ana?.key).not.toContain(oldKeyId)
  const { items } = await use(onlyNew, (dashboard) =>
    dashboard.caller({ userId: 'carla', role: 'admin' }).admin.audit.list({ types: ['connection.completed'] }),
  )
  expect(items).toMatchObject([{ userId: 'ana', data: { username: 'loja.da.ana' } }])
})

test('a key of a person that does not open is left as it is, and said to be left', async () => {
  const { both, options } = await withAccounts(0)
  await tamper(String(options.databaseUrl), "UPDATE people SET ref = 'of-somebody-else' WHERE user_id = 'ana'")
  expect(await use(both, (dashboard) => dashboard.rotateKeys())).toMatchObject({ rewrapped: 1, left: 1 })
})

test('a token that is refreshed while keys rotate stays the refreshed one', async () => {
  const backend = await withAccounts(120)
  const { both, clock, onlyNew, sandbox } = backend
  clock.advance(8 * 86_400_000)
  await use(both, (dashboard) =>
    Promise.all([dashboard.rotateKeys(), dashboard.refreshTokens(), dashboard.rotateKeys(), dashboard.refreshTokens()]),
  )
  const newest = sandbox.control.issuedTokens.at(-1)
  const vault = createVault({ keys: Secret.of(onlyNew.instagramTokenEncryptionKey), now: clock.now })
  const db = await databaseOf(backend)
  const [ana] = await accounts.listLiving(db, 'ana')
  const context = { purpose: 'long_token', owner: ana?.id ?? '', subject: ana?.instagramUserId ?? '' } as const
  const stored = vault.open(context, (await accounts.readSealedToken(db, ana?.id ?? '')) ?? '')
  await db.close()

  expect(stored.use((text) => text === newest)).toBe(true)
})

test('a token that was moved from another row is named and left as it is', async () => {
  const backend = await withAccounts(3)
  const db = await databaseOf(backend)
  const [first, second] = await sealedTokens.listNotSealedBy(db, 'none', {
    purpose: 'long_token',
    after: 'account',
    limit: 2,
  })
  if (!first || !second) throw new Error('There are three')
  await sealedTokens.replace(db, first, second.text)
  const counts = await use(backend.both, (dashboard) => dashboard.rotateKeys())
  const kept = await accounts.readSealedToken(db, first.id)
  await db.close()

  expect(counts).toEqual({ rewrapped: 3, skipped: 0, unopened: [first.id], left: 1, total: 4 })
  expect(kept).toBe(second.text)
})

/** Runs a command of the command line; `kill` ends it after its first line of progress. */
async function runCli(words: string[], options: DashboardOptions, { killAfterMs }: { killAfterMs?: number } = {}) {
  const child = spawn(process.execPath, [cli, ...words], {
    env: {
      PATH: process.env['PATH'],
      INSTAGRAM_APP_ID: options.instagramAppId,
      INSTAGRAM_APP_SECRET: options.instagramAppSecret,
      INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
      DATABASE_URL: options.databaseUrl,
    },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  clearTimeout(timer)
  return { code, output: output.trim() }
}

test('a rotation that is killed is finished by the next one', async () => {
  const { both, onlyNew } = await withAccounts(1_500)
  // The command itself takes about half a second to begin.
  for (const killAfterMs of [450, 600, 750]) await runCli(['keys', 'rotate'], both, { killAfterMs })
  const { code, output } = await runCli(['keys', 'rotate', '--json'], both)

  expect(JSON.parse(output)).toMatchObject({ unopened: [], left: 0, total: 1_501 })
  expect(code).toBe(0)
  expect(await use(onlyNew, (dashboard) => dashboard.rotateKeys({ dryRun: true }))).toMatchObject({
    rewrapped: 0,
    left: 0,
  })
})

test('after a lost key the accounts ask to be reconnected and keep their numbers', async () => {
  const backend = await withAccounts(2)
  const { onlyNew, both, oldKeyId, sandbox } = backend
  const refused = await runCli(['keys', 'declare-lost', oldKeyId], both)
  expect(refused).toMatchObject({ code: 2, output: expect.stringContaining('nothing is lost') })
  expect(await runCli(['keys', 'declare-lost', 'nonsense'], onlyNew)).toMatchObject({ code: 2 })

  const unknown = await runCli(['keys', 'declare-lost', '00000000', '--yes'], onlyNew)
  expect(unknown).toMatchObject({
    code: 2,
    output: `Nothing is sealed by the key 00000000. Keys of stored tokens: ${oldKeyId}.`,
  })

  // Nothing happens to anybody before it was said what would.
  const asked = await runCli(['keys', 'declare-lost', oldKeyId], onlyNew)
  expect(asked.code).toBe(2)
  expect(asked.output).toContain('3 tokens of accounts to be reconnected')
  expect(asked.output).toContain(`keys declare-lost ${oldKeyId} --yes`)
  const counted = await runCli(['keys', 'declare-lost', oldKeyId, '--json'], onlyNew)
  expect({ ...counted, output: JSON.parse(counted.output) as unknown }).toEqual({
    code: 2,
    output: { wouldLose: { accounts: 3, otherTokens: 0, people: expect.any(Number), auditLog: true } },
  })
  await use(both, async (dashboard) =>
    expect(await dashboard.caller({ userId: 'ana' }).instagram.connect.status()).toMatchObject({ connected: true }),
  )

  expect(await runCli(['keys', 'declare-lost', oldKeyId, '--yes', '--json'], onlyNew)).toEqual({
    code: 0,
    output: '{"lost":3}',
  })
  const doctor = await runCli(['doctor', '--json'], onlyNew)
  expect((JSON.parse(doctor.output) as { checks: object[] }).checks).toContainEqual(
    expect.objectContaining({ id: 'connections', status: 'warn', message: expect.stringContaining('3 must be') }),
  )
  await use(onlyNew, async (dashboard) => {
    const { instagram } = dashboard.caller({ userId: 'ana' })
    const { account } = await instagram.connect.status()
    expect(account).toMatchObject({ status: 'reconnect_required', lastError: { code: 'RECONNECT_REQUIRED' } })
    expect((await instagram.metrics.list({})).items.length).toBeGreaterThan(25)

    const { state } = await instagram.connect.start({ accountId: account?.id ?? '' })
    const code = sandbox.control.approve('loja.da.ana', { state, redirectUri: onlyNew.instagramRedirectUri })
    expect(await instagram.connect.complete({ state, code })).toMatchObject({
      isFirstConnection: false,
      reward: null,
      account: { id: account?.id, status: 'active' },
    })
    // What came before can only be counted; from here on every event is checked again.
    const report = await dashboard.verifyAudit()
    expect(report).toMatchObject({ result: 'counted_only', isIntact: false, fault: null })
    expect(report.verifiableFrom).toBeGreaterThan(1)
    expect([report.checkedFrom, report.checkedTo]).toEqual([report.verifiableFrom, report.events])
    expect(report.events).toBeGreaterThan(report.verifiableFrom)
    // What the log said by name was sealed with the lost key, and what it says from now on is not.
    const { items } = await dashboard.caller({ userId: 'carla', role: 'admin' }).admin.audit.list({ userId: 'ana' })
    const named = items.filter(({ type }) => type === 'connection.completed').map(({ data }) => data['username'])
    expect(named).toEqual(['loja.da.ana', undefined])
  })
  // Nobody is rewarded again for what was rewarded before the loss: the same account in other hands.
  await use(onlyNew, async (dashboard) => {
    await dashboard.caller({ userId: 'ana' }).instagram.connect.disconnect({})
    const { connect } = dashboard.caller({ userId: 'bruno' }).instagram
    const { state } = await connect.start({})
    const code = sandbox.control.approve('loja.da.ana', { state, redirectUri: onlyNew.instagramRedirectUri })
    expect(await connect.complete({ state, code })).toMatchObject({ isFirstConnection: true, reward: null })
  })
})

test('audit verify answers by its exit code, names the event, and holds an anchor against the log', async () => {
  const { options, dashboard } = await startBackend({ dashboard: off })
  for (let count = 0; count < 4; count += 1) await dashboard.caller({ userId: 'ana' }).instagram.connect.start({})
  const whole = await runCli(['audit', 'verify', '--json'], options)
  const { anchor } = JSON.parse(whole.output) as { anchor: string }
  expect(whole.code).toBe(0)
  expect(await runCli(['audit', 'verify', anchor], options)).toMatchObject({
    code: 0,
    output: `All 4 events are as they were written.\nAnchor: ${anchor}`,
  })
  expect(await runCli(['audit', 'verify', 'nonsense'], options)).toMatchObject({ code: 2 })

  await tamper(String(options.databaseUrl), 'DELETE FROM events WHERE sequence = 3')
  const broken = await runCli(['audit', 'verify'], options)
  expect(broken.code).toBe(1)
  expect(broken.output).toContain('Event 3 is missing; the 2 events before it are as they were written.')
})
