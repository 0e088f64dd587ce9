import type { PublishedChange, Database } from '@instagram-dashboard/db'
import type { Clock } from '../clock/index.ts'
import { pauseUntil } from './pause-until.ts'

/** Hears of rows that change, so that whoever waits for one need not read it again and again. */
export interface Subscriptions {
  /** From now on nothing about the subject is missed. Opened before the row is read first. */
  subscribe(subject: PublishedChange): Subscription
}

export interface Subscription extends Disposable {
  /** When there may be something new, since `subscribe` or since this was last called; or when nobody waits any longer. */
  next(ended?: AbortSignal): Promise<void>
}

type Parts = { db: Pick<Database, 'subscribe' | 'wasWrittenElsewhere' | 'dialect'>; clock: Clock }

/** On SQLite another process of this machine is noticed by then: one cheap look, however many wait. */
const lookMs = 300
/** On PostgreSQL every process is heard. A connection that broke unseen is made up for after this. */
const safetyMs = 15_000

const keyOf = ({ topic, id }: PublishedChange) => `${topic}:${id}`

export function createSubscriptions({ db, clock }: Parts): Subscriptions {
  const waiting = new Map<string, Set<() => void>>()
  let isListening = false
  let isLooking = false

  const wakeAll = () => {
    for (const wakers of waiting.values()) for (const wake of wakers) wake()
  }

  function listen(): void {
    if (isListening) return
    isListening = true
    const hear = (subject: PublishedChange) => waiting.get(keyOf(subject))?.forEach((wake) => wake())
    // What can not be heard is polled for: the next subscription tries to listen again.
    void db.subscribe({ hear, missed: wakeAll }).catch(() => (isListening = false))
  }

  /** One look for all, for as long as anybody waits. */
  async function look(): Promise<void> {
    while (waiting.size > 0) {
      const rest = new AbortController()
      stopResting = () => rest.abort()
      await pauseUntil(rest.signal, clock.sleep(db.dialect === 'sqlite' ? lookMs : safetyMs, rest.signal))
      if (waiting.size === 0) return
      // That the database does not answer is seen by whoever reads the row.
      if (db.dialect === 'postgres' || (await db.wasWrittenElsewhere().catch(() => true))) wakeAll()
    }
  }
  let stopResting = () => {}

  return {
    subscribe(subject) {
      const key = keyOf(subject)
      let isNew = false
      let resolve = () => {}
      const wake = () => {
        isNew = true
        resolve()
      }
      const wakers = waiting.get(key) ?? new Set()
      waiting.set(key, wakers.add(wake))
      listen()
      if (!isLooking) {
        isLooking = true
        void look().finally(() => (isLooking = false))
      }
      return {
        async next(ended = new AbortController().signal) {
          if (!isNew) await pauseUntil(ended, new Promise<void>((wakeUp) => (resolve = wakeUp)))
          isNew = false
        },
        [Symbol.dispose]() {
          wakers.delete(wake)
          if (wakers.size === 0) waiting.delete(key)
          if (waiting.size === 0) stopResting()
        },
      }
    },
  }
}
