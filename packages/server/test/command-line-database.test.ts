import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { createInstagramDashboard, generateEncryptionKey } from '../src/index.ts'
import { environmentOf, run, startNow } from './run-command.ts'

test('a backup is a whole database of its own, for its owner alone, and never overwrites', async () => {
  const backend = await startNow()
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
  const backend = await startNow()
  const environment = { DATABASE_URL: backend.options.databaseUrl }
  const text = await run(['erase-traces'], environment)
  const json = await run(['erase-traces', '--json'], environment)
  expect(text).toMatchObject({ code: 0, out: 'Nothing that was erased is left in the database file and its log.\n' })
  expect(JSON.parse(json.out)).toEqual({ tables: [], refused: [], isHeld: false })
})

/** As another version would have left it. */
function changeSchema({ DATABASE_URL: url = '' }: { DATABASE_URL?: string | undefined }, statement: string): void {
  using connection = connectSqlite(url.slice('file:'.length))
  connection.raw.exec(statement)
}

test('no command but migrate changes the schema; each says what is to be done, and a backup can be taken before', async () => {
  const backend = await startNow()
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
  const backend = await startNow()
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
