import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { createInstagramDashboard, generateEncryptionKey } from '../src/index.ts'
import type { AdminAccountPage } from '../src/admin/account-page-contract.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { commands } from '../src/cli/commands.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import { sayIn } from '../src/cli/terminal.ts'
import { commandNames } from '../src/messages/command-line.ts'
import { terminalLocale } from '../src/messages/locales.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

interface Ran {
  code: number
  out: string
  error: string
  progress: string[]
}

async function run(argv: string[], environment: Record<string, string | undefined> = {}): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', error: '', progress: [] }
  ran.code = await runCommandLine(argv, {
    environment,
    write: (text) => (ran.out += `${text}\n`),
    writeError: (text) => (ran.error += `${text}\n`),
    writeProgress: (text) => void ran.progress.push(text),
    untilStopped: (stop) => stop(),
  })
  return ran
}

const environmentOf = ({ options }: Backend, more: Record<string, string> = {}) => ({
  INSTAGRAM_APP_ID: options.instagramAppId,
  INSTAGRAM_APP_SECRET: options.instagramAppSecret,
  INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
  INSTAGRAM_AUTHORIZE_URL: options.instagramAuthorizeUrl,
  INSTAGRAM_OAUTH_BASE_URL: options.instagramOauthBaseUrl,
  INSTAGRAM_GRAPH_BASE_URL: options.instagramGraphBaseUrl,
  DATABASE_URL: options.databaseUrl,
  ...more,
})

/** Commands have the real clock, so the story is told at the real time. */
const now = () => startBackend({ clock: makeClock(new Date()), dashboard: quiet })

test('help lists every command, in the language of the shell', async () => {
  const english = await run(['--help'])
  const portuguese = await run(['--help'], { LANG: 'pt_BR.UTF-8' })
  for (const { name } of commands) {
    expect(english.out).toContain(`  ${name}`)
    expect(portuguese.out).toContain(`  ${name}`)
  }
  expect(english.out).toContain('Exit codes: 0 done')
  expect(portuguese.out).toContain('Códigos de saída: 0 feito')
  expect([english.code, portuguese.code]).toEqual([0, 0])
  expect(commands.map(({ name }) => name).toSorted()).toEqual([...commandNames].toSorted())
})

test.each<[Record<string, string>, string]>([
  [{ LC_ALL: 'pt_PT' }, 'pt-BR'],
  [{ LC_ALL: 'en_US', LANG: 'pt_BR' }, 'en'],
  [{ LC_MESSAGES: 'pt_BR.UTF-8' }, 'pt-BR'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{}, 'en'],
])('%j speaks %s', (environment, locale) => {
  expect(terminalLocale(environment)).toBe(locale)
})

test.each(commandNames)('%s explains itself in both languages', async (name) => {
  const [english, portuguese] = [
    await run([...name.split(' '), '--help']),
    await run([...name.split(' '), '--help'], { LANG: 'pt_BR' }),
  ]
  expect([english.code, portuguese.code]).toEqual([0, 0])
  expect(english.out).toContain(`Usage: instagram-dashboard ${name}`)
  expect(portuguese.out).toContain(`Uso: instagram-dashboard ${name}`)
  expect(portuguese.out).not.toBe(english.out)
})

test.each<[string[], string]>([
  [['nonsense'], 'Unknown command: nonsense'],
  [['serve', '--nonsense'], 'Unknown option in: --nonsense'],
  [['serve', '--due'], 'Unknown option in: --due'],
  [['backup', '--dry-run', 'copy.db'], 'Unknown option in: --dry-run copy.db'],
  [['sync', '--migrate'], 'Unknown option in: --migrate'],
  [['sync', '--due', '--account', 'x'], 'Unknown option in'],
  [['sync', 'stray'], 'Unexpected: stray'],
  [['backup'], 'Which file?'],
])('%j is called wrongly: exit code 2, nothing on standard output', async (argv, problem) => {
  const { code, out, error } = await run(argv)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(error).toContain(problem)
})

test.each<[string[], number, string]>([
  [['serve', '--nonsense', '--json'], 2, 'usage'],
  [['nonsense', '--json'], 2, 'usage'],
  [['backup', '--json'], 2, 'usage'],
  [['audit', 'verify', 'nonsense', '--json'], 2, 'usage'],
  [['keys', 'declare-lost', '--json'], 2, 'usage'],
])('%j answers with one JSON object, and exit code %i', async (argv, exitCode, error) => {
  const { code, out, error: onStandardError } = await run(argv)
  expect({ code, onStandardError }).toEqual({ code: exitCode, onStandardError: '' })
  expect(JSON.parse(out)).toEqual({ error, message: expect.stringMatching(/\w/) })
})

test('the first line of the help names what a command takes', async () => {
  const firstLine = async (...argv: string[]) => (await run([...argv, '--help'])).out.split('\n')[0]
  expect(await firstLine('sync')).toBe(
    'Usage: instagram-dashboard sync [--account <id>] [--from] [--to] [--due] [--json] [--help]',
  )
  expect(await firstLine('backup')).toBe('Usage: instagram-dashboard backup <file> [--json] [--help]')
  expect(await firstLine('keys', 'rotate')).toBe('Usage: instagram-dashboard keys rotate [--dry-run] [--json] [--help]')
})

test.each<[number, string, string]>([
  [0, 'Ainda não há eventos.', '0 contas precisam ser reconectadas; os números ficam guardados.'],
  [1, 'O único evento está como foi escrito.', '1 conta precisa ser reconectada; os números ficam guardados.'],
  [
    2,
    'Todos os 2 eventos estão como foram escritos.',
    '2 contas precisam ser reconectadas; os números ficam guardados.',
  ],
  [
    1_000_000,
    'Todos os 1.000.000 de eventos estão como foram escritos.',
    '1.000.000 de contas precisam ser reconectadas; os números ficam guardados.',
  ],
])('%i reads right in Portuguese', (count, whole, lost) => {
  const say = sayIn('pt-BR')
  expect([say('chain_whole', { events: count }), say('lost', { count })]).toEqual([whole, lost])
})

test('sync --due syncs each account that is due once, with its progress', async () => {
  const backend = await now()
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
  const backend = await now()
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const environment = environmentOf(backend)

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
  const backend = await now()
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

test('the doctor ends with 0 when all is well, 1 with a fail, 2 when the settings are wrong', async () => {
  const backend = await now()
  const environment = environmentOf(backend, { PUBLIC_URL: 'https://app.example/instagram' })
  const well = await run(['doctor'], environment)
  expect(well.code).toBe(0)
  expect(well.out).toContain('ok    Instagram knows the app: id and secret are right.')
  expect(well.out).toContain('https://app.example/instagram/webhooks/instagram/data-deletion')

  const refused = await run(['doctor', '--json'], { ...environment, INSTAGRAM_APP_SECRET: 'another secret' })
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.out)).toMatchObject({
    status: 'fail',
    checks: expect.arrayContaining([expect.objectContaining({ id: 'app', status: 'fail' })]),
  })

  const wrong = await run(['doctor'], { ...environment, INSTAGRAM_APP_ID: '', PORT: 'x' })
  expect(wrong).toMatchObject({ code: 2, error: '' })
  expect(wrong.out).toContain('fail  INSTAGRAM_APP_ID is missing')
  expect(wrong.out).toContain('fail  PORT must be a number')
})

test('every fault of the settings is told in Portuguese too, with the next step', async () => {
  const environment = {
    LANG: 'pt_BR.UTF-8',
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_REDIRECT_URI: 'http://app.example/?x=1',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'x',
    INSTAGRAM_GRAPH_VERSION: '25',
    INSTAGRAM_END_TIME_RULE: 'x',
    DATABASE_URL: 'mysql://x',
    AUTH_JWT_SECRET: 'x'.repeat(40),
    AUTH_JWKS_URL: 'https://id.example/jwks',
    AUTH_JWT_MAX_AGE_SECONDS: 'x',
    META_APP_SECRET: 'x'.repeat(40),
    API_DOCS: 'x',
    HSTS_SECONDS: 'x',
    ALLOWED_ORIGINS: 'app',
    PORT: '1.5',
    SYNC_COOLDOWN_MINUTES: '-1',
    TRUSTED_PROXIES: '11',
    RATE_LIMIT_PER_MINUTE: 'x',
    SYNC_CRON: 'x',
    SCHEDULE_TIME_ZONE: 'x',
    HOST_WEBHOOK_URL: 'https://app.example/hook',
    HOST_WEBHOOK_SECRET: 'whsec_x',
    HOST_WEBHOOK_ALLOW_PRIVATE_NETWORK: 'x',
    METRICS_TOKEN: 'with a space in it',
    LOG_LEVEL: 'x',
    DEFAULT_LOCALE: 'x',
  }
  const { code, out } = await run(['doctor', '--json'], environment)
  const { checks } = JSON.parse(out) as { checks: { status: string; message: string; next: string | null }[] }

  expect(code).toBe(2)
  expect(checks.length).toBeGreaterThanOrEqual(19)
  for (const { status, message, next } of checks) {
    expect([message, status]).toEqual([message, 'fail'])
    expect(message).toMatch(/^[A-Z_]+ (está|ou|não|precisa|tem) /)
    expect(next).toContain('Corrija a variável')
  }
  const { LANG: _portuguese, ...english } = environment
  expect((await run(['serve'], english)).error).toContain('INSTAGRAM_APP_SECRET is missing')
  const keyFault = await run(['migrate', '--json'], { LANG: 'pt_BR', DATABASE_URL: 'x' })
  expect(JSON.parse(keyFault.out)).toMatchObject({
    error: 'configuration',
    faults: [{ variable: 'DATABASE_URL', problem: 'precisa começar com file: ou postgres://' }],
  })
})

test('a backup is a whole database of its own, for its owner alone, and never overwrites', async () => {
  const backend = await now()
  const { account } = await backend.connect('ana', 'loja.da.ana')
  const environment = environmentOf(backend)
  const file = join(backend.folder, 'copies', 'copy.db')

  expect(await run(['backup', file], environment)).toMatchObject({ code: 0, out: `Written and checked: ${file}\n` })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const copy = await openDatabase(`file:${file}`)
  expect(await accounts.findById(copy, account.id)).toMatchObject({ username: 'loja.da.ana' })
  await copy.close()

  expect(await run(['backup', file], environment)).toMatchObject({ code: 2 })
  expect(existsSync(file)).toBe(true)
})

test('erase-traces needs the database alone, and says what it can not reach', async () => {
  const backend = await now()
  const environment = { DATABASE_URL: backend.options.databaseUrl }
  const text = await run(['erase-traces'], environment)
  const json = await run(['erase-traces', '--json'], environment)
  expect(text).toMatchObject({ code: 0, out: 'Nothing that was erased is left in the database file and its log.\n' })
  expect(JSON.parse(json.out)).toEqual({ tables: [], refused: [], isHeld: false })
})

test('settings may be lines of a file; what is set already stays', async () => {
  const backend = await now()
  const file = join(backend.folder, 'settings')
  const lines = [`DATABASE_URL="file:${join(backend.folder, 'of the file.db')}" # here`, 'LANG=pt_BR']
  writeFileSync(file, lines.join('\n'))

  expect(await run(['migrate', '--env-file', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Aplicado:'),
  })
  const elsewhere = `file:${join(backend.folder, 'other.db')}`
  expect(await run(['migrate', '--dry-run', '--env-file', file], { DATABASE_URL: elsewhere })).toMatchObject({
    code: 0,
    out: expect.stringContaining('Aplicaria:'),
  })
  expect(await run(['migrate', '--env-file', join(backend.folder, 'none')])).toMatchObject({
    code: 2,
    error: expect.stringMatching(/^The settings in .+none can not be read \(ENOENT\)/),
  })
})

/** As another version would have left it. */
function changeSchema({ DATABASE_URL: url = '' }: { DATABASE_URL?: string | undefined }, statement: string): void {
  using connection = connectSqlite(url.slice('file:'.length))
  connection.raw.exec(statement)
}

test('no command but migrate changes the schema; each says what is to be done, and a backup can be taken before', async () => {
  const backend = await now()
  const environment = environmentOf(backend)
  const newest = backend.dashboard.migrations.current
  await backend.dashboard.close()
  changeSchema(environment, `DELETE FROM schema_migrations WHERE name = '${newest}'`)

  for (const words of [
    ['serve'],
    ['sync'],
    ['refresh-tokens', '--dry-run'],
    ['keys', 'rotate', '--dry-run'],
    ['keys', 'declare-lost', 'deadbeef'],
    ['audit', 'verify'],
    ['erase-traces'],
  ]) {
    const { code, error } = await run(words, { ...environment, AUTH_JWT_SECRET: generateEncryptionKey(), PORT: '0' })
    expect([words, code, error]).toEqual([
      words,
      1,
      expect.stringMatching(
        /^The database schema \(.+\) is older than this version \(.+\): run instagram-dashboard migrate/,
      ),
    ])
  }
  const doctor = await run(['doctor'], { ...environment, LANG: 'pt_BR' })
  expect(doctor).toMatchObject({ code: 1, out: expect.stringContaining('fail  O esquema do banco de dados') })
  const dryRun = await run(['migrate', '--dry-run', '--json'], environment)
  expect(JSON.parse(dryRun.out)).toEqual({ missing: [newest] })
  const copy = join(backend.folder, 'before.db')
  expect(await run(['backup', copy], environment)).toMatchObject({ code: 0 })
  expect(await run(['erase-traces'], { DATABASE_URL: `file:${copy}` })).toMatchObject({ code: 1 })
})

test('an older version runs beside a newer schema that lets it, says so once, and refuses one that does not', async () => {
  const backend = await now()
  const environment = environmentOf(backend)
  changeSchema(environment, "INSERT INTO schema_migrations VALUES (900, '0900_later', 'x', '2030-01-01T00:00:00Z', 0)")

  const lines: string[] = []
  const dashboard = await createInstagramDashboard({ ...backend.options, writeLog: (line) => void lines.push(line) })
  await dashboard.close()
  expect(lines.filter((line) => line.includes('schema.newer'))).toEqual([expect.stringContaining('0900_later')])
  expect(await run(['migrate'], environment)).toMatchObject({
    code: 0,
    out: expect.stringContaining('A newer version has applied more, and this one runs on it:\n  0900_later'),
  })
  changeSchema(environment, 'UPDATE schema_migrations SET compatible_from = 900 WHERE number = 900')
  for (const words of [['erase-traces'], ['migrate'], ['migrate', '--dry-run']]) {
    expect(await run(words, environment)).toMatchObject({
      code: 1,
      error: 'The database schema (0900_later) is newer than this version: install the newer version.\n',
    })
  }
})

test('account says why numbers do not come, in both languages, by every name that an operator may have', async () => {
  const backend = await now()
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
