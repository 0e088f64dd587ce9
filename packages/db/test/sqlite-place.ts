import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../src/index.ts'
import { connectSqlite } from './connect-sqlite.ts'
import type { Engine, Place } from './engine.ts'

export interface SqlitePlace extends Place {
  path: string
  url: string
}

/** A file in a folder that does not exist yet, gone when the test is over. */
export function makeSqlitePlace(): SqlitePlace {
  const root = mkdtempSync(join(tmpdir(), 'db-contract-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const path = join(root, 'data', 'dashboard.db')
  const url = `file:${path}`
  const run = async (statement: string) => {
    mkdirSync(dirname(path), { recursive: true })
    using connection = connectSqlite(path)
    const prepared = connection.raw.prepare<unknown[], Record<string, unknown>>(statement)
    if (prepared.reader) return prepared.all()
    prepared.run()
    return []
  }
  return {
    path,
    url,
    open: (schema = 'migrate') => openDatabase(url, { schema }),
    run,
    tables: async () => {
      const rows = await run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      return rows.map(({ name }) => String(name)).sort()
    },
  }
}

export const sqliteEngine: Engine = {
  dialect: 'sqlite',
  isSerial: true,
  makePlace: async () => makeSqlitePlace(),
}
