import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { freshDatabase } from '../../db/test/fresh-database.ts'
import { startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

type Follow = (copy: DatabaseSync, admin: ReturnType<Backend['as']>['admin']) => Promise<void>

/** The follower of docs/warehouse.md, as it is written there. */
async function followerOf(folder: string): Promise<Follow> {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/warehouse.md'), 'utf8')
  const [, code = ''] = /```ts run-by=.*\n([\s\S]*?)```/.exec(text) ?? []
  const file = join(folder, 'follow.mjs')
  const isFailure = "const isInstagramError = (error) => error?.name === 'InstagramError'\n"
  // A host has the package; here its one function is enough.
  writeFileSync(file, isFailure + stripTypeScriptTypes(code.replace(/^import .*client-sdk'$/m, '')))
  const { follow } = (await import(pathToFileURL(file).href)) as { follow: Follow }
  return follow
}

testOnce('the follower of the document ends with what is stored, and begins anew after a move', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'warehouse-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const follow = await followerOf(folder)
  const copy = new DatabaseSync(':memory:')
  const keys = () => copy.prepare('SELECT kind, key FROM rows ORDER BY kind, key').all()
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const { admin } = backend.as('warehouse', 'admin')
  await follow(copy, admin)
  const { id: accountId } = await backend.accountOf('ana')
  const { items } = await backend.as('ana').instagram.metrics.list({ accountId, startDate: '2026-11-10' })
  const stored = copy.prepare("SELECT value FROM rows WHERE kind = 'day' AND key >= '2026-11-10' ORDER BY key").all()
  expect(stored.slice(0, items.length).map(({ value }) => JSON.parse(String(value)) as unknown)).toEqual(items)
  const all = keys()

  const other = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: { databaseUrl: await freshDatabase(folder) },
  })
  await follow(copy, other.as('warehouse', 'admin').admin)
  expect(keys()).toEqual([])
  await follow(copy, admin)
  expect(keys()).toEqual(all)
})
