import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'
import { onDatabase, runOnServer } from '../../db/test/postgres-server.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import { createInstagramDashboard, type DashboardOptions } from '../src/index.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

const person = 'ana'
const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

const today = new Date()

/** Ana and Bruno with an account each, and a list of erasures beside the database. */
async function withPeople() {
  const connected = { [person]: 'loja.da.ana', bruno: 'criador.leo' }
  const backend = await startBackend({ clock: makeClock(today), connected, dashboard: quiet })
  return { ...backend, list: join(backend.folder, 'test.db.erasures') }
}

const isConnected = async (options: DashboardOptions, userId = person): Promise<boolean> => {
  const dashboard = await createInstagramDashboard(options)
  const { connected } = await dashboard.caller({ userId }).instagram.connect.status()
  await dashboard.close()
  return connected
}

/** Where no process has the database open. @returns the address of a copy of it as it is now */
async function copyDatabase({ options, folder }: Backend): Promise<string> {
  if (testEngine === 'sqlite') {
    const copy = join(folder, 'older.db')
    copyFileSync(join(folder, 'test.db'), copy)
    return `file:${copy}`
  }
  const url = String(options.databaseUrl)
  const name = new URL(url).pathname.slice(1)
  const copy = `${name}_older`
  const server = onDatabase(url, 'postgres')
  await runOnServer(server, `CREATE DATABASE ${copy} TEMPLATE ${name}`)
  onTestFinished(async () => void (await runOnServer(server, `DROP DATABASE ${copy} WITH (FORCE)`)))
  return onDatabase(url, copy)
}

async function command(argv: string[], { options }: Pick<Backend, 'options'>, databaseUrl = options.databaseUrl) {
  let out = ''
  const code = await runCommandLine(argv, {
    environment: {
      INSTAGRAM_APP_ID: options.instagramAppId,
      INSTAGRAM_APP_SECRET: options.instagramAppSecret,
      INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
      DATABASE_URL: databaseUrl,
    },
    write: (text) => (out += `${text}\n`),
    writeError: (text) => (out += `${text}\n`),
    writeProgress: () => undefined,
    untilStopped: async () => undefined,
  })
  return { code, out }
}

test('an older copy is erased again by the list that was kept elsewhere, before the server starts on it', async () => {
  const backend = await withPeople()
  const { dashboard, options, folder, logLines } = backend
  await dashboard.close()
  const older = await copyDatabase(backend)
  const later = await createInstagramDashboard(options)
  await later.caller({ userId: person }).instagram.privacy.erase()
  await later.close()

  const kept = join(folder, 'kept-elsewhere')
  writeFileSync(kept, 'what was there before')
  expect(await command(['erasures', 'export', kept], backend)).toEqual({
    code: 0,
    out: `1 erasure written to ${kept}\n`,
  })
  expect((await command(['erasures', 'export', '-'], backend)).out).toBe(readFileSync(kept, 'utf8'))
  expect(readFileSync(kept, 'utf8')).toMatch(/^\{"tag":"user:[\w-]{43}","at":"[^"]+","state":"done"\}\n$/)
  // Where there is no list at all, the log tells the same.
  const logged = logLines.filter((line) => line.includes('"erasure.done"'))
  expect(logged.map((line) => (JSON.parse(line) as { tag: string }).tag)).toEqual([
    (JSON.parse(readFileSync(kept, 'utf8')) as { tag: string }).tag,
  ])

  const restored = { ...options, databaseUrl: older }
  expect(await isConnected(restored)).toBe(true)
  expect(await command(['erasures', 'import', kept, '--json'], backend, older)).toEqual({
    code: 0,
    out: '{"read":1,"unreadable":0,"erasedAgain":1}\n',
  })
  expect([await isConnected(restored), await isConnected(restored, 'bruno')]).toEqual([false, true])
  // It is known now, and goes on with the next export.
  expect(await command(['erasures', 'import', kept], backend, older)).toEqual({
    code: 0,
    out: '1 erasure read, 0 of them done again.\n',
  })
  expect((await command(['erasures', 'export', '-'], backend, older)).out).toBe(readFileSync(kept, 'utf8'))
})

test('lines of the log are a list as well, and what is none is refused', async () => {
  const backend = await withPeople()
  const { dashboard, options, folder, logLines } = backend
  await dashboard.close()
  const older = await copyDatabase(backend)
  const later = await createInstagramDashboard(options)
  await later.caller({ userId: person }).instagram.connect.disconnect({ eraseData: true })
  await later.close()
  const log = join(folder, 'collected.log')
  writeFileSync(log, logLines.join(''))
  const { code, out } = await command(['erasures', 'import', log, '--json'], backend, older)
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ read: 1, erasedAgain: 1 })])
  expect(await isConnected({ ...options, databaseUrl: older })).toBe(false)

  writeFileSync(log, 'nothing of the kind\n')
  expect(await command(['erasures', 'import', log], backend)).toMatchObject({ code: 1 })
  expect(await command(['erasures', 'import', join(folder, 'nowhere')], backend)).toMatchObject({ code: 2 })
  expect(await command(['erasures', 'export'], backend)).toMatchObject({ code: 2 })
})

test('two processes with a list each: both lists hold what either of them erased, and a lost one is made anew', async () => {
  const backend = await withPeople()
  const { dashboard, options, folder } = backend
  await dashboard.close()
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')]
  const one = await createInstagramDashboard({ ...options, erasureLedgerFile: ours })
  const other = await createInstagramDashboard({ ...options, role: 'web', erasureLedgerFile: theirs })
  await one.caller({ userId: person }).instagram.privacy.erase()
  // The first minute of the other's background.
  other.start()
  const tagsIn = (file: string) => new Set(existsSync(file) ? readFileSync(file, 'utf8').match(/user:[\w-]{43}/g) : [])
  while (tagsIn(theirs).size === 0) await pause(5)
  await one.close()
  await other.close()
  expect(tagsIn(theirs)).toEqual(tagsIn(ours))

  const both = tagsIn(ours)
  rmSync(ours)
  await isConnected({ ...options, erasureLedgerFile: ours })
  expect(tagsIn(ours)).toEqual(both)
})

test('a list that knows only the earlier of two erasures carries out neither once more', async () => {
  const backend = await withPeople()
  const { dashboard, options, clock, sandbox, folder } = backend
  const ours = join(folder, 'ours')
  await dashboard.close()
  const reconnect = async (erasureLedgerFile: string, { erase }: { erase: boolean }) => {
    const process = await createInstagramDashboard({ ...options, erasureLedgerFile })
    const { connect, privacy } = process.caller({ userId: person }).instagram
    const { state } = await connect.start({})
    const code = sandbox.control.approve('loja.da.ana', { state, redirectUri: options.instagramRedirectUri })
    await connect.complete({ state, code })
    if (erase) await privacy.erase()
    await process.close()
    clock.advance(60_000)
  }
  await reconnect(ours, { erase: true })
  const onlyTheFirst = readFileSync(ours)
  await reconnect(join(folder, 'theirs'), { erase: true })
  await reconnect(join(folder, 'theirs'), { erase: false })
  writeFileSync(ours, onlyTheFirst)
  expect(await isConnected({ ...options, erasureLedgerFile: ours })).toBe(true)
})

if (testEngine === 'sqlite') {
  /** The database of `copy`, with the list that is beside it now. */
  const restore = (folder: string, copy: string) => {
    copyFileSync(copy, join(folder, 'test.db'))
    for (const beside of ['-wal', '-shm']) rmSync(join(folder, `test.db${beside}`), { force: true })
  }
  const cutLine = '{"tag":"account:cut-by-a-crash'

  test('a line that was cut short swallows no erasure: a restored copy is erased again, and the log says what was skipped', async () => {
    const { dashboard, as, options, folder, list, logLines } = await withPeople()
    const copy = join(folder, 'yesterday.db')
    await dashboard.backup(copy)
    appendFileSync(list, cutLine)
    await as(person).instagram.privacy.erase()
    await dashboard.close()
    restore(folder, copy)
    expect([await isConnected(options), await isConnected(options, 'bruno')]).toEqual([false, true])
    expect(logLines.some((line) => line.includes('"event":"erasures.unreadable","lines":1'))).toBe(true)
  })

  test('an erasure that an older version wrote behind a line cut short is found', async () => {
    const { dashboard, as, options, folder, list } = await withPeople()
    const copy = join(folder, 'yesterday.db')
    await dashboard.backup(copy)
    await as(person).instagram.privacy.erase()
    await dashboard.close()
    const done = readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"done"'))
    writeFileSync(list, `${cutLine}${done.join('\n')}\n`)
    restore(folder, copy)
    expect(await isConnected(options)).toBe(false)
  })
}
