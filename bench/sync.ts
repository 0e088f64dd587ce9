import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBare, severalAtOnce } from './bare-sqlite.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { openProduct } from './due-accounts.ts'
import { interleave } from './interleave.ts'
import { multiplyAccount } from './many-accounts.ts'
import { startQuickInstagram, type QuickInstagram } from './quick-instagram.ts'
import { parallelSyncs } from '../packages/server/src/jobs/account-work.ts'
import { startCurrentAccount, startRecorder } from './recorded-night.ts'

const size = 40
// Enough for the days before the first count to be settled.
const nightsBefore = 8
// As the product works: so many accounts, and of each so many calls.
const accountsAtOnce = parallelSyncs
const callsAtOnce = 4

export const sync: Benchmark = {
  ids: ['sync'],
  what: `a night of ${size} accounts against a loop of fetch that makes the same calls and stores the answers`,
  goals: { sync: { figure: 'ratio', atLeast: 0.8 } },
  run: measure,
}

interface Night {
  template: string
  at: Date
  /** Addresses without the token, in the order in which they were asked. */
  addresses: string[]
  instagram: QuickInstagram
}

async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'))
  const night = await recordNight(folder)
  let copies = 0
  const copy = () => {
    const file = join(folder, `copy-${(copies += 1)}.db`)
    copyFileSync(night.template, file)
    return file
  }
  try {
    const { ratio, value, baseline, runs } = await interleave({
      isWarm: true,
      // A run lasts a second, so that its neighbours on the machine weigh much.
      runs: 11,
      product: () => withSameCalls(night, () => syncProduct(night, copy)),
      baseline: () => withSameCalls(night, () => syncBare(night, copy)),
    })
    return [{ id: 'sync', ratio, value, unit: 'syncs/s', baseline, runs }]
  } finally {
    night.instagram.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withSameCalls({ addresses, instagram }: Night, work: () => Promise<number>): Promise<number> {
  await instagram.report('forget')
  const rate = await work()
  const { calls, unknown } = await instagram.report()
  if (calls !== size * addresses.length || unknown > 0) throw new Error(`${calls} calls were made, ${unknown} others`)
  return rate
}

/**
 * Two nights of one account: in the first the product makes the copies of the account known to itself, so that the
 * second, which is measured, is a night like any other.
 */
async function recordNight(folder: string): Promise<Night> {
  let target = ''
  const recorder = await startRecorder(() => target)
  const template = join(folder, 'template.db')
  const account = await startCurrentAccount(join(folder, 'account.db'), (sandbox) => {
    target = sandbox.graphBaseUrl
    return recorder.url
  })
  const record = async (): Promise<Omit<Night, 'template'>> => {
    account.nextNight()
    recorder.bodies.splice(0)
    await account.dashboard.syncAccounts()
    const recorded = join(folder, 'answers.json')
    writeFileSync(recorded, JSON.stringify(recorder.bodies))
    return {
      at: account.clock.now(),
      addresses: recorder.bodies.map(([address]) => address),
      instagram: await startQuickInstagram(recorded),
    }
  }
  for (let night = 0; night < nightsBefore; night += 1) {
    account.nextNight()
    await account.dashboard.syncAccounts()
  }
  await account.dashboard.backup(template)
  multiplyAccount(template, size)
  const first = await record()
  await syncProduct({ ...first, template }, () => template)
  first.instagram.stop()
  const second = await record()
  await account.close()
  recorder.close()
  return { ...second, template }
}

async function syncProduct({ at, instagram }: Night, copy: () => string): Promise<number> {
  const dashboard = await openProduct(copy(), instagram.url, { now: () => at })
  const began = performance.now()
  const { succeeded } = await dashboard.syncAccounts()
  const seconds = (performance.now() - began) / 1000
  if (succeeded !== size) throw new Error(`${succeeded} of ${size} syncs succeeded`)
  await dashboard.close()
  return size / seconds
}

/** Asks, reads the JSON and stores each item of it, an account in a transaction: no plan, no budget, no lease, no event. */
async function syncBare({ addresses, instagram }: Night, copy: () => string): Promise<number> {
  const db = openBare(copy())
  db.exec(
    'CREATE TABLE answers (account TEXT, address TEXT, item INTEGER, body TEXT, PRIMARY KEY (account, address, item)) WITHOUT ROWID',
  )
  const began = performance.now()
  const accounts = db.prepare("SELECT id FROM accounts WHERE status = 'active'").pluck().all() as string[]
  const save = db.prepare('INSERT INTO answers VALUES (?, ?, ?, ?)')
  await severalAtOnce(accounts, accountsAtOnce, async (account) => {
    const answers: [string, unknown[]][] = []
    await severalAtOnce(addresses, callsAtOnce, async (address) => {
      const glue = address.includes('?') ? '&' : '?'
      const response = await fetch(`${instagram.url}${address}${glue}access_token=IGAA${account}`)
      const body = JSON.parse(await response.text()) as { data?: unknown[] }
      answers.push([address, body.data ?? [body]])
    })
    db.transaction(() => {
      for (const [address, items] of answers) {
        for (const [index, item] of items.entries()) save.run(account, address, index, JSON.stringify(item))
      }
    })()
  })
  const seconds = (performance.now() - began) / 1000
  db.close()
  return accounts.length / seconds
}
