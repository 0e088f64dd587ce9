import { randomUUID } from 'node:crypto'
import { accounts, dailyMetrics, followerDays, type Database } from '@instagram-dashboard/db'
import { account, day as dayRow } from '../../db/test/rows.ts'
import { followsMetric } from '../src/followers/day-net.ts'
import { resolveFollowerDays } from '../src/followers/save-days.ts'
import { saveCount } from '../src/followers/save-count.ts'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../src/instagram/index.ts'

/** What really happens on a day. */
export interface Truth {
  gained: number
  lost: number
  /** Followers that Instagram deletes at noon without telling anybody. */
  purged?: number
}

export interface World {
  firstDay: string
  followersBefore: number
  days: readonly Truth[]
  /** For so long after its end Instagram says nothing of a day. */
  lateHours?: number
  /** Instagram never says who came and who went, as under a hundred followers. */
  isSilent?: boolean
}

const hourMs = 3_600_000
/** Which part of a day's moves Instagram tells, by the hours since its end. */
const toldAfter = [
  { hours: 72, share: 1 },
  { hours: 48, share: 0.99 },
  { hours: 24, share: 0.97 },
  { hours: 0, share: 0.93 },
]

const shareOf = (day: string, at: Date): number => {
  const [start, end] = [startOfDay(day).getTime(), startOfDay(addDays(day, 1)).getTime()]
  return Math.min(1, Math.max(0, (at.getTime() - start) / (end - start)))
}

/** An account whose followers come and go evenly over each day, and the product's books on it in a real database. */
export class CountedAccount {
  readonly id = randomUUID()
  readonly #db: Database
  readonly #world: World
  /** Of days that were final once: what was said then. */
  readonly #finals = new Map<string, followerDays.FollowerDay>()

  constructor(db: Database, world: World) {
    this.#db = db
    this.#world = world
  }

  async insert(): Promise<void> {
    await accounts.insert(this.#db, account(this.id))
  }

  truthOf(day: string): Truth {
    const index = daysFrom(this.#world.firstDay, day).length - 1
    return this.#world.days[index] ?? { gained: 0, lost: 0 }
  }

  netOf(day: string): number {
    const { gained, lost } = this.truthOf(day)
    return gained - lost
  }

  /** How many follow at that instant. */
  countAt(at: Date): number {
    let count = this.#world.followersBefore
    for (const day of daysFrom(this.#world.firstDay, dayOf(at))) {
      const { gained, lost, purged = 0 } = this.truthOf(day)
      const share = shareOf(day, at)
      count += Math.round(gained * share) - Math.round(lost * share) - (share > 0.5 ? purged : 0)
    }
    return count
  }

  totalOf(day: string): number {
    return this.countAt(startOfDay(addDays(day, 1)))
  }

  /** A sync: counts, reads these days, and works the series out. */
  async visit(at: Date, days: readonly string[]): Promise<void> {
    const profile = { followersCount: this.countAt(at), followsCount: 1, mediaCount: 1 }
    await this.#db.transaction(async (tx) => {
      await dailyMetrics.saveDays(
        tx,
        days.map((day) => this.#reading(day, at)),
      )
      await saveCount(tx, { accountId: this.id, profile, takenAt: at })
      await resolveFollowerDays(tx, { accountId: this.id, days, now: at })
    })
  }

  /** What a night reads: the last four days, and older ones that no reading settled yet. */
  async night(at: Date, oldest: string): Promise<void> {
    const today = dayOf(at)
    const stored = await dailyMetrics.listDays(this.#db, this.id, { first: oldest, last: today })
    const settled = new Set(stored.filter(({ unsettled }) => unsettled.length === 0).map(({ day }) => day))
    await this.visit(
      at,
      daysFrom(oldest, addDays(today, -1)).filter((day) => !settled.has(day) || day >= addDays(today, -4)),
    )
  }

  async series(): Promise<followerDays.FollowerDay[]> {
    return followerDays.listDays(this.#db, this.id, { first: '0000-01-01', last: '9999-12-31' })
  }

  /** Final days that were said otherwise before, or are not so. @param allowed how far a total may be off */
  async faults(allowed = 0): Promise<string[]> {
    const found: string[] = []
    for (const row of await this.series()) {
      if (!row.isFinal) continue
      const before = this.#finals.get(row.day)
      if (before && JSON.stringify(before) !== JSON.stringify(row)) found.push(`${row.day} changed`)
      this.#finals.set(row.day, row)
      const [total, net] = [this.totalOf(row.day), this.netOf(row.day)]
      if (Math.abs((row.followers ?? Infinity) - total) > allowed)
        found.push(`${row.day}: ${row.followers}, not ${total}`)
      if (row.change !== net || row.isEstimated) found.push(`${row.day}: change ${row.change}, not ${net}`)
    }
    return found
  }

  #reading(day: string, at: Date): dailyMetrics.DailyMetricsRow {
    const { gained, lost } = this.truthOf(day)
    const hours = (at.getTime() - startOfDay(addDays(day, 1)).getTime()) / hourMs
    const isSaid = this.#world.isSilent !== true && hours >= (this.#world.lateHours ?? -24)
    const share = hours < 0 ? shareOf(day, at) : (toldAfter.find((told) => hours >= told.hours)?.share ?? 1)
    const isSettled = isSaid && at >= settledFrom(day)
    return dayRow(this.id, day, {
      follows: isSaid ? Math.round(gained * share) : null,
      unfollows: isSaid ? Math.round(lost * share) : null,
      unsettled: isSettled ? [] : [followsMetric],
      followsReadAt: at,
      isFinal: isSettled || (this.#world.isSilent === true && at >= settledFrom(day)),
      fetchedAt: at,
    })
  }
}
