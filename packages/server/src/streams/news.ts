import type { Announcement, Database } from '@instagram-dashboard/db'
import type { Clock } from '../clock/clock.ts'
import { pauseUntil } from './pause-until.ts'

/** Lets whoever waits for a row to change wait for its announcement, instead of asking for the row again and again. */
export interface News {
  /** From now on nothing about the subject is missed. Opened before the first look at the row. */
  follow(subject: Announcement): Line
}

export interface Line extends Disposable {
  /** When there may be something new, since `follow` or since this was last called; or when nobody waits any longer. */
  next(ended?: AbortSignal): Promise<void>
}

type Parts = { db: Pick<Database, 'listen' | 'wasWrittenElsewhere' | 'dialect'>; clock: Clock }

/** On SQLite another process of this machine is noticed by then: one cheap look, however many wait. */
const lookMs = 300
/** On PostgreSQL announcements tell of every process. Should the line be dead without knowing it, this is the end of it. */
const safetyMs = 15_000

const keyOf = ({ topic, id }: Announcement) => `${topic}:${id}`

export function createNews({ db, clock }: Parts): News {
  const waiting = new Map<string, Set<() => void>>()
  let isListening = false
  let isLooking = false

  const wakeAll = () => {
    for (const lines of waiting.values()) for (const wake of lines) wake()
  }

  function listen(): void {
    if (isListening) return
    isListening = true
    const hear = (subject: Announcement) => waiting.get(keyOf(subject))?.forEach((wake) => wake())
    // What can not be heard is looked for: the next who follows tries to listen again.
    void db.listen({ hear, missed: wakeAll }).catch(() => (isListening = false))
  }

  /** One look for all, for as long as anybody waits. */
  async function look(): Promise<void> {
    while (waiting.size > 0) {
      const rest = new AbortController()
      stopResting = () => rest.abort()
      await pauseUntil(rest.signal, clock.sleep(db.dialect === 'sqlite' ? lookMs : safetyMs, rest.signal))
      if (waiting.size === 0) return
      // A database that does not answer is the reader's to find out.
      if (db.dialect === 'postgres' || (await db.wasWrittenElsewhere().catch(() => true))) wakeAll()
    }
  }
  let stopResting = () => {}

  return {
    follow(subject) {
      const key = keyOf(subject)
      let isNew = false
      let resolve = () => {}
      const wake = () => {
        isNew = true
        resolve()
      }
      const lines = waiting.get(key) ?? new Set()
      waiting.set(key, lines.add(wake))
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
          lines.delete(wake)
          if (lines.size === 0) waiting.delete(key)
          if (waiting.size === 0) stopResting()
        },
      }
    },
  }
}
