import { connectSqlite } from '../../packages/db/test/connect-sqlite.ts'
import { runOnServer } from '../../packages/db/test/postgres-server.ts'
import { readOwnConfiguration } from '../../packages/server/src/config.ts'
import { createInstagramDashboard, type Dashboard } from '../../packages/server/src/index.ts'
import { addDays, dayOf } from '../../packages/server/src/instagram/days.ts'
import { Faults } from '../faults.ts'
import { counted, sources } from '../same-numbers.ts'
import type { Acknowledged } from './crowd.ts'
import { until, type World } from './world.ts'

/** What was acknowledged held against what is there. */
export interface Reckoning {
  acknowledged: { connects: number; disconnects: number; syncs: number }
  answers: Record<string, number>
  /** Answers that sent users to support. */
  toSupport: number
  events: number
  /** Messages that the host has, of how many; those told twice, which may be; those that wait for their next try. */
  deliveries: { told: number; of: number; twice: number; waiting: number }
  /** Numbers held against Instagram's. */
  cells: number
  /** Everything that is lost, doubled, wrong or left open. */
  faults: string[]
}

// Longer than the lease of an account that a process had in hand.
const settleMs = 240_000
const days = 14

/**
 * @param acknowledged of a crowd that has stopped, while processes still work
 * @param options.isSettling whether what is open is waited for, as long as a lease lasts
 */
export async function reckon(
  world: World,
  acknowledged: Acknowledged,
  { isSettling }: { isSettling: boolean },
): Promise<Reckoning> {
  const { connects, disconnects, answers, toSupport } = acknowledged
  const faults = new Faults()
  const isSettled = !isSettling || (await until(async () => (await countOpen(world)) === 0, settleMs))
  if (!isSettled) faults.add('left open', `${await countOpen(world)} runs or messages`)
  await checkRows(world, acknowledged, faults)
  const deliveries = await checkDeliveries(world, faults)
  const dashboard = await createInstagramDashboard({
    ...readOwnConfiguration(world.environment),
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
  })
  try {
    const audit = await dashboard.verifyAudit()
    if (!audit.isIntact) faults.add('audit log', JSON.stringify(audit.fault))
    await checkStates(dashboard, acknowledged, faults)
    return {
      acknowledged: { connects, disconnects, syncs: acknowledged.syncs.size },
      answers,
      toSupport,
      events: audit.events,
      deliveries,
      cells: await checkNumbers(dashboard, { world, acknowledged, faults }),
      faults: faults.list(),
    }
  } finally {
    await dashboard.close()
  }
}

export async function query(world: Pick<World, 'environment'>, statement: string): Promise<Record<string, unknown>[]> {
  const url = world.environment['DATABASE_URL'] ?? ''
  if (!url.startsWith('file:')) return runOnServer(url, statement)
  using connection = connectSqlite(url.slice('file:'.length))
  return connection.raw.prepare(statement).all() as Record<string, unknown>[]
}

const count = async (world: World, statement: string) => Number((await query(world, statement))[0]?.['n'] ?? 0)

/** Runs that have not ended, and messages that nobody has tried yet. */
async function countOpen(world: World): Promise<number> {
  const runs = await count(world, 'SELECT count(*) AS n FROM sync_runs WHERE finished_at IS NULL')
  const messages = await count(world, "SELECT count(*) AS n FROM deliveries WHERE status = 'pending' AND attempts = 0")
  const unmade = await count(
    world,
    'SELECT (SELECT max(sequence) FROM events) - (SELECT min(sequence) FROM delivery_cursors) AS n',
  )
  return runs + messages + unmade
}

async function checkRows(world: World, { syncs, connects, codesGiven }: Acknowledged, faults: Faults): Promise<void> {
  const rows = await query(world, 'SELECT type, data FROM events ORDER BY sequence')
  const told = new Map<string, number>()
  for (const { type, data } of rows) {
    if (type !== 'sync.completed') continue
    const facts = (typeof data === 'string' ? JSON.parse(data) : data) as { runId: string }
    told.set(facts.runId, (told.get(facts.runId) ?? 0) + 1)
  }
  for (const id of syncs) if (!told.has(id)) faults.add('acknowledged sync is not there', id)
  for (const [id, times] of told) if (times > 1) faults.add('sync told twice in the log', id)
  const completed = rows.filter(({ type }) => type === 'connection.completed').length
  if (completed < connects) faults.add('connections lost', `${completed} of ${connects}`)
  if (completed > codesGiven) faults.add('connections doubled', `${completed} of ${codesGiven} codes`)
  const sum = await count(world, 'SELECT coalesce(sum(amount), 0) AS n FROM credit_entries')
  if (sum !== 0) faults.add('credits do not add up', String(sum))
  const first = await query(
    world,
    "SELECT ledger_account FROM credit_entries WHERE achievement_key = 'first_connection' AND ledger_account <> 'issued' GROUP BY ledger_account HAVING count(*) > 1",
  )
  for (const row of first) faults.add('credits doubled', String(row['ledger_account']))
  for (const [code, times] of world.codes) if (times > 1) faults.add('token asked twice for one code', code.slice(0, 6))
}

async function checkDeliveries(world: World, faults: Faults): Promise<Reckoning['deliveries']> {
  const rows = await query(world, 'SELECT id, event_sequence, status FROM deliveries')
  const waiting = rows.filter(({ status }) => status === 'pending').length
  const lost = rows.filter(({ id, status }) => status === 'delivered' && !world.told.has(String(id)))
  for (const { id } of lost) faults.add('delivered to nobody', String(id))
  for (const { id, status } of rows) if (status === 'dead') faults.add('given up', String(id))
  if (new Set(rows.map((row) => row['event_sequence'])).size !== rows.length) faults.add('two messages', 'of one event')
  const ids = new Set(rows.map(({ id }) => String(id)))
  for (const id of world.told.keys()) if (!ids.has(id)) faults.add('told and not there', id)
  const twice = [...world.told.values()].filter((times) => times > 1).length
  return { told: world.told.size, of: rows.length, twice, waiting }
}

async function checkStates(dashboard: Dashboard, { states }: Acknowledged, faults: Faults): Promise<void> {
  for (const [userId, allowed] of states) {
    const { connected } = await dashboard.caller({ userId }).instagram.connect.status()
    if (!allowed.has(connected ? 'connected' : 'disconnected')) {
      faults.add('not as acknowledged', `${userId} ${connected ? 'connected' : 'disconnected'}`)
    }
  }
}

/** Every settled number of the newest days against what Instagram says of that day. @returns how many were */
async function checkNumbers(
  dashboard: Dashboard,
  { world, acknowledged, faults }: { world: World; acknowledged: Acknowledged; faults: Faults },
): Promise<number> {
  let cells = 0
  const endDate = addDays(dayOf(new Date()), -1)
  for (const userId of acknowledged.states.keys()) {
    const { connect, metrics } = dashboard.caller({ userId }).instagram
    const { account } = await connect.status()
    if (account === null) continue
    const { items } = await metrics.list({ startDate: addDays(endDate, -days), endDate })
    for (const item of items.filter(({ isFinal }) => isFinal)) {
      const truth = world.sandbox.control.finalTruth(account.username, item.date)
      for (const metric of counted) {
        const shown = item[metric]
        if (shown === null) continue
        cells += 1
        if (shown !== truth[sources[metric]]) faults.add('wrong number', `${userId} ${metric} ${item.date}`)
      }
    }
  }
  return cells
}
