import { addDays } from '../instagram/index.ts'

/** A week of an account, and the week before it. */
export interface WeekNumbers {
  /** Each day with what it gained, oldest first. */
  followed: readonly { day: string; change: number | null; isFinal: boolean }[]
  /** Each day with its reach, oldest first, from the week before on. */
  days: readonly { day: string; reach: number | null; isFinal: boolean }[]
}

export interface WeekFacts {
  startDate: string
  endDate: string
  followersChange: number | null
  reachPerDay: number | null
  reachChangePercent: number | null
}

const weekDays = 7
/** Instagram has said its last word of nearly every day by then; what is open still is told as it stands. */
const longestWaitDays = 5

/** The last whole week before a day, Monday to Sunday. @param today Los Angeles day */
export function lastWeek(today: string): { first: string; last: string } {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % weekDays
  const last = addDays(today, -weekday - 1)
  return { first: addDays(last, 1 - weekDays), last }
}

/**
 * What a week says, from days that do not change any more; `null` while they still may, and where there is nothing to say.
 * @param today Los Angeles day
 */
export function weekFacts(
  { first, last }: { first: string; last: string },
  today: string,
  { followed, days }: WeekNumbers,
): WeekFacts | null {
  const ofWeek = ({ day }: { day: string }) => day >= first && day <= last
  const gained = followed.filter(ofWeek)
  const reached = days.filter(ofWeek)
  const isOver = [gained, reached].every((rows) => rows.filter(({ isFinal }) => isFinal).length === weekDays)
  if (!isOver && today <= addDays(last, longestWaitDays)) return null
  const followersChange = sumOfAll(gained.map(({ change }) => change))
  const reach = sumOfAll(reached.map((row) => row.reach))
  if (followersChange === null && reach === null) return null
  const before = sumOfAll(days.filter(({ day }) => day < first).map((row) => row.reach))
  return {
    startDate: first,
    endDate: last,
    followersChange,
    reachPerDay: reach === null ? null : Math.round(reach / weekDays),
    reachChangePercent: reach !== null && before ? Math.round((100 * (reach - before)) / before) : null,
  }
}

/** `null` where one of the days is not known. */
function sumOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === weekDays ? known.reduce((sum, value) => sum + value, 0) : null
}
