import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../packages/db/src/index.ts'
import { createSlots, newestDueTime } from '../packages/server/src/jobs/slots.ts'
import { createLog } from '../packages/server/src/log.ts'
import { makeRandom } from './random.ts'

export const zones = [
  'America/Sao_Paulo',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Havana',
  'Europe/Lisbon',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'UTC',
] as const

export interface SlotsProof {
  nights: number
  ticks: number
  faults: string[]
}

const pattern = '0 3 * * *'
const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * Two processes tick irregularly through years of nights, sleep for days, and have their clocks set back. Each night
 * that somebody was awake for runs once, on a local day of its own; of a missed stretch the newest night runs.
 */
export async function proveNightSlots({
  zoneNames,
  years,
  seed,
}: {
  zoneNames: readonly string[]
  years: number
  seed: number
}): Promise<SlotsProof> {
  const folder = mkdtempSync(join(tmpdir(), 'slots-proof-'))
  const db = await openDatabase(`file:${join(folder, 'proof.db')}`)
  const random = makeRandom(seed)
  const faults: string[] = []
  let [nights, ticks] = [0, 0]
  try {
    for (const timeZone of zoneNames) {
      const localDay = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
      // Ten years that hold the day that Apia left out, 2011-12-30.
      const start = Date.UTC(2009, 0, 1, 12)
      const end = start + years * 365.25 * dayMs
      const runs: number[] = []
      let due = 0
      let now = start
      const tick = (owner: string) => {
        ticks += 1
        const slots = createSlots({
          background: { isEnding: () => false },
          db,
          clock: { now: () => new Date(now), sleep: () => Promise.resolve() },
          log: createLog({ level: 'silent' }),
          leaseOwner: { name: owner, isGone: () => false },
        })
        return slots.runDue({
          name: `nightly ${timeZone}`,
          pattern,
          timeZone,
          run: () => {
            runs.push(due)
            return Promise.resolve({})
          },
        })
      }
      for (let furthest = start; now < end;) {
        due = newestDueTime({ pattern, timeZone }, new Date(now))?.getTime() ?? 0
        const before = runs.length
        await Promise.all([tick('one'), tick('two')])
        const isNew = now >= furthest && runs.at(-1) !== due && before === runs.length
        if (isNew && !runs.includes(due)) faults.push(`${timeZone}: ${new Date(due).toISOString()} did not run`)
        furthest = Math.max(furthest, now)
        const chance = random()
        if (chance < 0.02) now -= Math.floor(random() * 3 * 60) * minuteMs
        else if (chance < 0.04) now += Math.floor(random() * 12 * dayMs)
        else now += Math.floor(minuteMs + random() * 14 * 60 * minuteMs)
      }
      nights += runs.length
      const days = runs.map((instant) => localDay.format(instant))
      const doubled = days.filter((day, index) => days.indexOf(day) !== index)
      if (doubled.length > 0) faults.push(`${timeZone}: twice on ${doubled.join(', ')}`)
      if (runs.some((run, index) => index > 0 && run <= (runs[index - 1] ?? 0)))
        faults.push(`${timeZone}: out of order`)
      // Awake at least once a day, but for the sleeps: no stretch without a night is longer than the longest sleep.
      const longest = Math.max(...runs.slice(1).map((run, index) => run - (runs[index] ?? run)))
      if (longest > 14 * dayMs) faults.push(`${timeZone}: ${Math.round(longest / dayMs)} days without a night`)
    }
    return { nights, ticks, faults }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
