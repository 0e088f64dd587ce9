import { workerData } from 'node:worker_threads'
import { openDatabase } from '../packages/db/src/index.ts'
import { createCallBudget } from '../packages/server/src/budget/call-budget.ts'

/** What a process of the simulation is given. Memory is shared, so that nothing it did is lost when it is killed. */
export interface BudgetWork {
  databaseUrl: string
  accounts: number
  callsPerHour: number
  seed: number
  /** By how much the clock is wrong at most, in milliseconds. */
  clockErrorMs: number
  /** Simulated milliseconds since the start, calls allowed, calls refused, and how far the clock was put back. */
  counters: SharedArrayBuffer
  /** For each allowed call: the account's number from 1, and the simulated milliseconds since the start. */
  log: SharedArrayBuffer
}

const work = workerData as BudgetWork
const { accounts, callsPerHour, clockErrorMs } = work
const counters = new BigInt64Array(work.counters)
const log = new Float64Array(work.log)
const start = Date.UTC(2026, 10, 16)
const elapsed = () => Number(Atomics.load(counters, 0))
/** When the gate looked at the clock last: the other worker moves it on at any time. */
let seen = 0
const now = () => {
  seen = elapsed()
  return new Date(start + seen - Number(Atomics.load(counters, 3)))
}
const db = await openDatabase(work.databaseUrl)
const budget = createCallBudget({ db, clock: { now, sleep: () => Promise.resolve() }, callsPerHour })

// A linear congruential generator: what matters is that a seed repeats the choices.
let state = work.seed
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

// A little more often than is allowed, so that budgets are always full.
const pauseMs = 3_600_000 / callsPerHour / accounts / 1.1
for (;;) {
  const account = Math.floor(random() * accounts)
  const purpose = random() < 0.9 ? 'connection' : random() < 0.5 ? 'person' : 'background'
  // Half the time in bursts: then the clock stands still.
  if (random() < 0.5) Atomics.add(counters, 0, BigInt(Math.round(pauseMs * 4 * random())))
  // Clocks are put right by seconds, forth and back.
  if (random() < 0.001) Atomics.store(counters, 3, BigInt(Math.round(clockErrorMs * random())))
  // A session counts several at once, makes some of them while the time goes on, and settles.
  const ahead = random() < 0.5 ? 1 : 2 + Math.floor(random() * 20)
  const gate = budget.gate(`account-${account}`, { purpose, ahead })
  try {
    for (let left = 1 + Math.floor(random() * ahead); left > 0; left -= 1) {
      await gate.beforeTry()
      const at = seen
      const entry = Number(Atomics.add(counters, 1, 1n))
      log.set([account + 1, at], 2 * entry)
      if (ahead > 1) Atomics.add(counters, 0, BigInt(Math.round(pauseMs * 2 * random())))
    }
  } catch {
    Atomics.add(counters, 2, 1n)
  }
  await gate.settle()
}
