import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { makeDueAccounts, makeInstallation } from './due-accounts.ts'
import { rowsOf } from './scrape.ts'

// Benchmarks write SQL of their own, which no compiler holds against the schema.

function placeOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'bench.db')
}

function countIn(file: string, table: 'accounts' | 'people'): unknown {
  const db = new SQLite(file, { readonly: true })
  onTestFinished(() => void db.close())
  return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
}

test('the accounts whose tokens are due fit into the schema, each with its user', async () => {
  const file = placeOfTest()
  await makeDueAccounts(file, 20)
  expect([countIn(file, 'accounts'), countIn(file, 'people')]).toEqual([20, 20])
})

test('the rows that a scrape counts fit into it too', async () => {
  const file = placeOfTest()
  await makeInstallation(file)
  const db = new SQLite(file)
  for (const statement of rowsOf('sqlite', 50)) db.exec(statement)
  db.close()
  expect(countIn(file, 'accounts')).toBe(50)
})
