import { dayOfEndTime, startOfDay, type EndTimeRule } from './days.ts'
import { entriesOf, type AudienceGroup } from './insight-answers.ts'
import { asCount, asRecord } from './lenient.ts'

const hourMs = 3_600_000

/**
 * The answer has an object from hour to followers for each day, its hours those of Los Angeles; of the newest days, and of
 * accounts that are too small, the object is empty.
 * @returns a group for each hour of the week in UTC, `3T17` being Wednesday 17 h, with the average of the days that told it;
 * `null` when no day has an hour
 */
export function readOnline(
  data: unknown[],
  { metric, rule }: { metric: string; rule: EndTimeRule },
): AudienceGroup[] | null {
  const sums = new Map<number, { people: number; days: number }>()
  const found = entriesOf(data, 'lifetime').find(({ name }) => name === metric)
  for (const { value, end_time: endTime } of found?.values ?? []) {
    const day = dayOfEndTime(endTime, rule)
    if (day === undefined) continue
    for (const [hour, count] of Object.entries(asRecord(value) ?? {})) {
      const people = asCount(count)
      if (people === undefined || !/^(1?\d|2[0-3])$/.test(hour)) continue
      const place = hourOfWeek(new Date(startOfDay(day).getTime() + Number(hour) * hourMs))
      const { people: sum, days } = sums.get(place) ?? { people: 0, days: 0 }
      sums.set(place, { people: sum + people, days: days + 1 })
    }
  }
  const groups = [...sums].map(([place, { people, days }]) => ({
    name: `${Math.floor(place / 24) + 1}T${place % 24}`,
    people: Math.round(people / days),
  }))
  return groups.length === 0 ? null : groups
}

/** 0 is the first hour of a Monday in UTC, 167 the last of a Sunday. */
function hourOfWeek(instant: Date): number {
  return ((instant.getUTCDay() + 6) % 7) * 24 + instant.getUTCHours()
}
