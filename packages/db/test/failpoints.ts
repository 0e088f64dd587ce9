import SQLite from 'better-sqlite3'
import { interposeNetwork, type Interpose } from './interposed-network.ts'

/** What happens at a step: an error once, the end of the process, or nothing for ever. */
export type Failure = 'throw' | 'kill' | 'hang'

interface Statement {
  readonly: boolean
  database: SQLite.Database
}

// Whatever is changed here is changed for the product: both load the same module.
const memory = new SQLite(':memory:')
const statementPrototype = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<string, unknown>
memory.close()

const original = {
  exec: SQLite.prototype.exec,
  run: statementPrototype['run'] as (...parameters: unknown[]) => unknown,
  all: statementPrototype['all'] as (...parameters: unknown[]) => unknown,
  get: statementPrototype['get'] as (...parameters: unknown[]) => unknown,
}

const pass: Interpose = (_name, send) => send()
let current: Interpose = pass
interposeNetwork((name, send) => current(name, send))

/** The failpoint that was reached; for a test to tell it from a fault of the product. */
export class Reached extends Error {
  override readonly name = 'Reached'
}

/**
 * Counts every step of the work that can be interrupted: before and after each call to Instagram, each commit and each
 * write outside a transaction. At the chosen ones it fails.
 */
export function armFailpoint(target: { steps: readonly number[] | RegExp; failure: Failure } | null) {
  let steps = 0
  let names: string[] = []
  let isDead = false
  const held: (() => void)[] = []
  const connections = new Set<SQLite.Database>()

  function kill(): never {
    isDead = true
    for (const connection of connections) connection.close()
    throw new Reached('killed')
  }
  /** @returns whether to hang here */
  function reach(name: string, canHang: boolean): boolean {
    names.push(name)
    steps += 1
    if (target === null || !isChosen(target.steps, { steps, name })) return false
    if (target.failure === 'throw') throw new Reached(name)
    if (target.failure === 'kill') kill()
    return canHang
  }
  const hold = () => new Promise<void>((resolve) => held.push(resolve))

  current = async (name, send) => {
    if (isDead) throw new Reached('dead')
    if (reach(`before ${name}`, true)) await hold()
    await send()
    if (reach(`after ${name}`, true)) await hold()
  }
  SQLite.prototype.exec = function exec(this: SQLite.Database, text: string) {
    connections.add(this)
    if (isDead) throw new Reached('dead')
    if (text === 'COMMIT') reach('before commit', false)
    const result = original.exec.call(this, text)
    if (text === 'COMMIT') reach('after commit', false)
    return result
  }
  for (const method of ['run', 'all', 'get'] as const) {
    statementPrototype[method] = function statement(this: Statement, ...parameters: unknown[]) {
      connections.add(this.database)
      if (isDead) throw new Reached('dead')
      const isStep = !this.readonly && !this.database.inTransaction
      if (isStep) reach('before write', false)
      const result = original[method].apply(this, parameters)
      if (isStep) reach('after write', false)
      return result
    }
  }
  return {
    /** What was passed so far. */
    names: () => names,
    /** Starts counting from here. */
    reset() {
      steps = 0
      names = []
    },
    /** Lets what hangs go on. */
    release: () => held.splice(0).forEach((go) => go()),
    /** Those that hung first go on. */
    releaseFirst: (count: number) => held.splice(0, count).forEach((go) => go()),
    held: () => held.length,
    hangs: () => held.length > 0,
    isDead: () => isDead,
    disarm() {
      current = pass
      SQLite.prototype.exec = original.exec
      for (const method of ['run', 'all', 'get'] as const) statementPrototype[method] = original[method]
    },
  }
}

function isChosen(chosen: readonly number[] | RegExp, { steps, name }: { steps: number; name: string }): boolean {
  return chosen instanceof RegExp ? chosen.test(name) : chosen.includes(steps)
}
