import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { sayIn } from '../src/cli/terminal.ts'
import { commandNames } from '../src/messages/command-line.ts'
import { terminalLocale } from '../src/messages/locales.ts'
import { environmentOf, run, startNow } from './run-command.ts'

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

test('the doctor ends with 0 when all is well, 1 with a fail, 2 when the settings are wrong', async () => {
  const backend = await startNow()
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

test('settings may be lines of a file; what is set already stays', async () => {
  const backend = await startNow()
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
