import { expect, it } from 'vitest'
import { ana, hour, sandbox, useSandbox } from '../../test/sandbox-fixture.ts'
import { addDays, endOfDay, startOfDay } from './days.ts'
import { dailyMetrics } from './numbers.ts'

useSandbox()

const metrics = [...dailyMetrics, 'gained', 'lost'] as const

const someDays = Array.from({ length: 30 }, (_, index) => addDays('2026-10-15', index))

function truthAt(day: string, hoursAfterEnd: number) {
  sandbox.control.setNow(new Date(endOfDay(day).getTime() + hoursAfterEnd * hour))
  return sandbox.control.truth(ana, day)
}

it('is absent for up to 48 hours, then incomplete, and true from 72 hours after the end of the day on', () => {
  sandbox.control.setLateness({ worstShare: 0, omittedShare: 0 })
  let [absent, incomplete] = [0, 0]
  for (const day of someDays) {
    const final = sandbox.control.finalTruth(ana, day)
    for (let age = 0; age < 72; age += 1) {
      const served = truthAt(day, age)
      for (const metric of metrics) {
        const [said, whole] = [served[metric], final[metric] ?? 0]
        if (said === null) absent += 1
        else if (said < whole) incomplete += 1
        if (age >= 48) expect(said).not.toBeNull()
        if (said !== null) expect(Math.abs(said - whole)).toBeLessThanOrEqual(0.07 * whole + 0.5)
      }
    }
    expect(truthAt(day, 72)).toEqual(final)
    expect(truthAt(day, 1_000)).toEqual(final)
  }
  expect(absent).toBeGreaterThan(1_000)
  expect(incomplete).toBeGreaterThan(1_000)
})

it('is a few times later than three days, but then whole and within the days that were told', () => {
  sandbox.control.setLateness({ worstShare: 0.3, worstDays: 6, omittedShare: 0 })
  let late = 0
  for (const day of someDays) {
    const final = sandbox.control.finalTruth(ana, day)
    const served = truthAt(day, 73)
    for (const metric of metrics)
      if (served[metric] === null) late += 1
      else expect(served[metric]).toBe(final[metric])
    expect(truthAt(day, 6 * 24)).toEqual(final)
  }
  expect(late).toBeGreaterThan(20)
})

it('leaves metrics out of an answer for an hour, of settled days too unless told', () => {
  const omitted = () =>
    someDays.flatMap((day) =>
      [80, 81, 82].flatMap((age) => Object.values(truthAt(day, age)).filter((value) => value === null)),
    ).length
  sandbox.control.setLateness({ worstShare: 0, omittedShare: 0.1 })
  expect(omitted()).toBeGreaterThan(50)
  expect(omitted()).toBeLessThan(250)
  sandbox.control.setLateness({ worstShare: 0, omittedShare: 0.1, omitsSettled: false })
  expect(omitted()).toBe(0)
})

it('repeats with its seed, differs with another, and ends when told', () => {
  const look = () => someDays.map((day) => truthAt(day, 20))
  const plain = look()
  sandbox.control.setLateness({ seed: 'one' })
  const first = look()
  expect(first).not.toEqual(plain)
  sandbox.control.setLateness({ seed: 'two' })
  expect(look()).not.toEqual(first)
  sandbox.control.setLateness({ seed: 'one' })
  expect(look()).toEqual(first)
  sandbox.control.setLateness(null)
  expect(look()).toEqual(plain)
})

it('serves today in proportion to the part of it that is over', () => {
  sandbox.control.setLateness({ omittedShare: 0 })
  const whole = sandbox.control.finalTruth(ana, '2026-11-01').views ?? 0
  for (const share of [0.25, 0.5, 0.75]) {
    // The longest day of the year: 25 hours.
    sandbox.control.setNow(new Date(startOfDay('2026-11-01').getTime() + share * 25 * hour))
    expect(sandbox.control.truth(ana, '2026-11-01').views).toBe(Math.ceil(whole * share))
  }
})

it('never touches the followers, which go from the end of one day to the end of the next without a step back', () => {
  sandbox.control.setLateness({})
  for (const day of ['2026-11-01', '2026-11-12', '2026-11-13']) {
    const before = sandbox.control.finalTruth(ana, addDays(day, -1)).followers
    const after = sandbox.control.finalTruth(ana, day).followers
    const seen: number[] = []
    for (let at = startOfDay(day).getTime(); at <= endOfDay(day).getTime(); at += hour / 4) {
      sandbox.control.setNow(new Date(Math.min(at, endOfDay(day).getTime() - 1)))
      seen.push(sandbox.control.truth(ana, day).followers)
    }
    expect(seen[0]).toBe(before)
    expect(seen).toEqual([...seen].sort((left, right) => (after < before ? right - left : left - right)))
    sandbox.control.setNow(endOfDay(day))
    expect(sandbox.control.truth(ana, addDays(day, 1)).followers).toBe(after)
  }
})

it('can be asked for its end at any time, replaced numbers included', () => {
  sandbox.control.setMetric(ana, 'gained', '2026-11-20', 1_000)
  sandbox.control.setMetric(ana, 'views', '2026-11-20', null)
  const { followers } = sandbox.control.finalTruth(ana, '2026-11-19')
  const { lost, views, ...day } = sandbox.control.finalTruth(ana, '2026-11-20')
  expect({ ...day, views }).toMatchObject({ followers: followers + 1_000 - (lost ?? 0), gained: 1_000, views: null })
})
