import type { Dashboard } from '../packages/server/src/index.ts'
import { addDays, dayOf } from '../packages/server/src/instagram/days.ts'
import type { DailyMetrics } from '../packages/server/src/metrics/contract.ts'
import type { GrowthPoint } from '../packages/server/src/metrics/growth-contract.ts'
import type { DayNumbers, Sandbox } from '../packages/server/src/sandbox/index.ts'
import type { TestClock } from '../packages/server/test/start-backend.ts'
import { Faults } from './faults.ts'
import { counted, findDifferences, shown, sources } from './same-numbers.ts'

interface Subject {
  dashboard: Dashboard
  sandbox: Sandbox
  clock: TestClock
  userId: string
  username: string
}

const weekTolerance = 0.005
/** Of a day that is over Instagram never says less than 93 %: less was read while the day was under way. */
const leastOfWholeDay = 0.92
/** A night reads so many of the newest days again. */
const readAgain = 4
/** Late days come within ten days in this proof, and are asked for daily up to the fourteenth. */
const healedAfter = 15
const mostCalls = 12
const longestWindow = 2_592_000
/** History from before the connection that is looked at. */
const daysBefore = 40

/** Holds everything that is shown against the truth, morning after morning. */
export class MorningChecks {
  readonly #subject: Subject
  readonly #faults = new Faults()
  readonly #connectedOn: string
  /** What was called final, by what it is. */
  readonly #sealed = new Map<string, number | null>()
  readonly #truths = new Map<string, DayNumbers>()
  #nights = 0
  #nightsInARow = 0
  #mostCalls = 0
  #worst = { error: 0, words: 'none' }

  constructor(subject: Subject) {
    this.#subject = subject
    this.#connectedOn = dayOf(subject.clock.now())
  }

  missNight(): void {
    this.#nightsInARow = 0
  }

  /** Right after a night, before the clock goes on. */
  async afterNight(): Promise<void> {
    this.#nights += 1
    this.#nightsInARow += 1
    this.#countCalls()
    const { items } = await this.#look()
    this.#checkWeek(items)
    this.#checkSettling(items)
  }

  /** After a press of the button: nothing that is final may have moved. */
  async atAnyHour(): Promise<void> {
    await this.#look()
  }

  result(): { settled: number; worstWeek: string; mostCalls: number; faults: string[] } {
    const worstWeek = `${(100 * this.#worst.error).toFixed(2)} % ${this.#worst.words}`
    return { settled: this.#sealed.size, worstWeek, mostCalls: this.#mostCalls, faults: this.#faults.list() }
  }

  async #look(): Promise<{ items: DailyMetrics[] }> {
    const today = this.#today()
    const range = { startDate: addDays(this.#connectedOn, -daysBefore), endDate: today }
    const { metrics } = this.#subject.dashboard.caller({ userId: this.#subject.userId }).instagram
    const { items } = await metrics.list(range)
    const { points } = await metrics.growth(range)
    for (const item of items) this.#checkDay(item, today)
    for (const point of points) this.#checkPoint(point, today)
    for (const back of [7, daysBefore]) {
      const days = { startDate: addDays(today, -back), endDate: addDays(today, -1) }
      for (const [kind, what] of await findDifferences(metrics, days)) this.#fault(kind, what)
    }
    return { items }
  }

  /** A number that is not called provisional is the truth, and stays. */
  #checkDay(item: DailyMetrics, today: string): void {
    const truth = this.#truth(item.date)
    if (item.isFinal && item.date >= today) this.#fault('today is final', item.date)
    for (const metric of shown) {
      const value = item[metric]
      const whole = metric === 'followersCount' ? truth.followers : truth[sources[metric]]
      const what = `${metric} of ${item.date}`
      const isSettled = value !== null && !item.provisional.includes(metric)
      if (value === null) {
        // A follower total has a settling of its own, that of its growth.
        if (item.isFinal && item.date >= this.#connectedOn && metric !== 'followersCount')
          this.#fault('final without a number', what)
      } else if (item.date >= today) {
        if (isSettled) this.#fault('today is not provisional', what)
      } else if (isSettled) {
        if (value !== whole) this.#fault('settled and not true', `${what} shown ${value}, true ${whole}`)
      } else if (metric !== 'followersCount') {
        if (item.isFinal) this.#fault('final and provisional', what)
        if (value < leastOfWholeDay * (whole ?? 0) - 1)
          this.#fault('half a day shown as a whole one', `${what} shown ${value}, true ${whole}`)
      }
      this.#keep(what, isSettled, value)
    }
    const { engagement, reach, engagementRate } = item
    const rate = engagement === null || !reach ? null : Math.round((10_000 * engagement) / reach) / 100
    if (rate !== engagementRate) this.#fault('rate is not that of its parts', `${item.date} ${engagementRate}, ${rate}`)
    if (item.date >= this.#connectedOn && addDays(item.date, healedAfter) < today && !item.isFinal)
      this.#fault('late day not healed', `${item.date}, provisional ${item.provisional.join(',')}`)
  }

  #checkPoint(point: GrowthPoint, today: string): void {
    const { followers, gained, lost } = this.#truth(point.date)
    const net = (gained ?? 0) - (lost ?? 0)
    if (point.isFinal) {
      if (point.date >= today) this.#fault('today is final', `growth of ${point.date}`)
      if (point.change !== net) this.#fault('settled change', `${point.date} shown ${point.change}, true ${net}`)
      if (point.followers !== followers)
        this.#fault('settled total', `${point.date} shown ${point.followers}, true ${followers}`)
    } else if (point.date >= this.#connectedOn && addDays(point.date, healedAfter) < today)
      this.#fault('late growth not healed', point.date)
    this.#keep(`total of ${point.date}`, point.isFinal, point.followers)
    this.#keep(`change of ${point.date}`, point.isFinal, point.change)
  }

  #keep(what: string, isFinal: boolean, value: number | null): void {
    const before = this.#sealed.get(what)
    if (before !== undefined && (before !== value || !isFinal))
      this.#fault('settled and changed', `${what} was ${before}, is ${value}${isFinal ? '' : ', not final'}`)
    if (isFinal) this.#sealed.set(what, value)
  }

  /** The newest seven whole days, as far as Instagram says them this morning. */
  #checkWeek(items: readonly DailyMetrics[]): void {
    const today = this.#today()
    const byDay = new Map(items.map((item) => [item.date, item]))
    for (const metric of counted) {
      let [shownSum, saidSum, whole, ofWeek] = [0, 0, 0, 0]
      for (let back = 1; back <= 7; back += 1) {
        const date = addDays(today, -back)
        // What Instagram left out this morning can be no better than its last word.
        const final = this.#truth(date)[sources[metric]] ?? 0
        ofWeek += final
        const said = this.#said(date)[sources[metric]]
        if (said === null) continue
        const value = byDay.get(date)?.[metric] ?? null
        if (value === null) {
          if (back <= readAgain) this.#fault('said and not shown', `${metric} of ${date}`)
          continue
        }
        shownSum += value
        saidSum += said ?? 0
        whole += final
      }
      const errorOf = (sum: number) => (ofWeek === 0 ? 0 : Math.abs(sum - whole) / ofWeek)
      const error = errorOf(shownSum)
      const words = `${metric} of the week before ${today}: shown ${shownSum}, true ${whole}`
      if (error > this.#worst.error) this.#worst = { error, words }
      // At an odd hour, in the middle of its corrections, Instagram's own word can be further off than that.
      if (error > Math.max(weekTolerance, errorOf(saidSum)))
        this.#fault('week off the truth', `${(100 * error).toFixed(2)} % ${words}`)
    }
  }

  /** The day that has just settled, when Instagram leaves nothing of it out this morning. */
  #checkSettling(items: readonly DailyMetrics[]): void {
    const date = addDays(this.#today(), -readAgain)
    const isWhole = Object.values(this.#said(date)).every((value) => value !== null)
    if (isWhole && items.find((item) => item.date === date)?.isFinal !== true) this.#fault('said and not final', date)
  }

  #countCalls(): void {
    const { requests } = this.#subject.sandbox.control
    const calls = requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length
    // The first nights read what the days before them lack.
    if (this.#nights > 3 && this.#nightsInARow > 2) {
      this.#mostCalls = Math.max(this.#mostCalls, calls)
      if (calls > mostCalls) this.#fault('too many calls', `${calls}`)
    }
    for (const { query } of requests) {
      const seconds = Number(query['until']) - Number(query['since'])
      if (seconds > longestWindow) this.#fault('window too long', `${query['metric']} ${seconds} s`)
    }
  }

  #today(): string {
    return dayOf(this.#subject.clock.now())
  }

  #truth(day: string): DayNumbers {
    const known = this.#truths.get(day)
    if (known) return known
    const truth = this.#subject.sandbox.control.finalTruth(this.#subject.username, day)
    this.#truths.set(day, truth)
    return truth
  }

  #said(day: string): DayNumbers {
    return this.#subject.sandbox.control.truth(this.#subject.username, day)
  }

  #fault(kind: string, what: string): void {
    this.#faults.add(kind, `${what} (seen ${this.#subject.clock.now().toISOString().slice(0, 16)}Z)`)
  }
}
