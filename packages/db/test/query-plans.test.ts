import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import SQLite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../src/index.ts'
import { everyRead, growingTables } from './every-read.ts'
import { fillTables } from './fill-tables.ts'
import { openOn } from './open-pglite.ts'

const now = new Date('2026-11-16T18:00:00Z')
// So many that a search needs several pieces.
const size = 3_000

/**
 * A whole table walked over, whatever by. In the order of an index until a page is full is another thing, and so is an
 * index that has only the rows that are asked for.
 */
function isFullScan(plan: readonly string[], text: string): boolean {
  const isInOrder = !plan.some((line) => /TEMP B-TREE FOR ORDER BY|Sort/.test(line))
  if (/\blimit\b/i.test(text) && !/\bwhere\b/i.test(text) && isInOrder) return false
  return plan.some((line) => (scanOf.test(line) && !onlyWanted.test(line)) || allOfStatus.test(line))
}

/** Nearly all accounts are active: to look them up by that, one row after another, is to read all of them. */
const allOfStatus = /accounts USING INDEX \w+ \(status=\?\)$/

const onlyWanted = /USING (COVERING )?INDEX (accounts_sealed_by|oauth_states_resumable|sync_runs_unfinished)\b/

const scanOf = new RegExp(`(?:SCAN|Seq Scan on) "?(?:${growingTables.join('|')})\\b`)

describe('on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'query-plans-'))
  const texts: string[] = []
  const prepare = SQLite.prototype.prepare
  let db: Database
  let raw: SQLite.Database

  beforeAll(async () => {
    SQLite.prototype.prepare = function recorded(this: SQLite.Database, text: string) {
      texts.push(text)
      return prepare.call(this, text)
    } as typeof prepare
    db = await openDatabase(`file:${join(folder, 'plans.db')}`)
    raw = new SQLite(join(folder, 'plans.db'))
    for (const text of fillTables({ dialect: 'sqlite', size, now })) raw.exec(text)
  })
  afterAll(async () => {
    SQLite.prototype.prepare = prepare
    raw.close()
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(everyRead)('%s: no whole table is read', async (_name, read) => {
    texts.length = 0
    await read(db, now)
    const asked = texts.filter((text) => /^\s*(select|update|delete|insert|with)\b/i.test(text))
    for (const text of asked) {
      const rows = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...unknownsOf(text))
      const plan = rows.map(({ detail }) => detail)
      expect(isFullScan(plan, text) ? { text, plan } : null).toBeNull()
    }
  })
})

/** A plan does not depend on the values; there only has to be one for each place. */
function unknownsOf(text: string): null[] {
  return Array.from(text.matchAll(/\?/g), () => null)
}

describe('on PostgreSQL', () => {
  const asked: { text: string; values: unknown[] }[] = []
  let engine: PGlite
  let db: Database

  beforeAll(async () => {
    engine = await PGlite.create()
    const query = engine.query.bind(engine)
    db = await openOn(engine, () => engine.close())
    // So many that a planner thinks twice before it reads all of them.
    for (const text of fillTables({ dialect: 'postgres', size: 3 * size, now })) await engine.exec(text)
    await engine.exec('VACUUM ANALYZE')
    engine.query = ((text: string, values: unknown[] = [], ...rest: unknown[]) => {
      asked.push({ text, values })
      return (query as (...all: unknown[]) => unknown)(text, values, ...rest)
    }) as typeof engine.query
  })
  afterAll(() => db.close())

  test.each(everyRead)('%s: no whole table is read', async (_name, read) => {
    asked.length = 0
    await read(db, now)
    for (const { text, values } of asked.splice(0)) {
      if (!/^\s*(select|update|delete|insert|with)\b/i.test(text)) continue
      const { rows } = await engine.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)
      const plan = rows.map((row) => row['QUERY PLAN'])
      expect(isFullScan(plan, text) ? { text, plan } : null).toBeNull()
    }
  })
})
