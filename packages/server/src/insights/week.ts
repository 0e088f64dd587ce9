import { addDays } from '../instagram/index.ts'

/** A week of an account, and the week before it. */
export interface WeekNumbers {
  /** Each day with what it gained, oldest first. */
  followed: readonly { day: string; change: number | null }[]
  /** Each day with its reach, oldest first, from the week before on. */
  days: readonly { day: string; reach: number | null }[]
}

export interface WeekFacts {
  startDate: string
  endDate: string
  followersChange: number | null
  reachPerDay: number | null
  reachChangePercent: number | null
}

const weekDays = 7
/** Instagram has the reach of nearly every day by then; what is missing still is not waited for. */
const longestWaitDays = 3

/** The last whole week before a day, Monday to Sunday. @param today Los Angeles day */
export function lastWeek(today: string): { first: string; last: string } {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % weekDays
  const last = addDays(today, -weekday - 1)
  return { first: addDays(last, 1 - weekDays), last }
}

/**
 * What a week says, from whole days alone; `null` while its last days may still come, and where there is nothing to say.
 * @param today Los Angeles day
 */
export function weekFacts({ first, last }: { first: string; last: string }, today: string, { followed, days }: WeekNumbers): WeekFacts | null {
  const gained = followed.filter(({ day }) => day >= first && day <= last).map(({ change }) => change)
  const reached = days.filter(({ day }) => day >= first && day <= last).map(({ reach }) => reach)
  const before = days.filter(({ day }) => day < first && day >= addDays(first, -weekDays)).map(({ reach }) => reach)
  const followersChange = sumOfAll(gained)
  const reach = sumOfAll(reached)
  if ((followersChange === null || reach === null) && today <= addDays(last, longestWaitDays)) return null
  if (followersChange === null && reach === null) return null
  const reachBefore = sumOfAll(before)
  return {
    startDate: first,
    endDate: last,
    followersChange,
    reachPerDay: reach === null ? null : Math.round(reach / weekDays),
    reachChangePercent: reach !== null && reachBefore ? Math.round((100 * (reach - reachBefore)) / reachBefore) : null,
  }
}

/** `null` where one of the days is not known. */
function sumOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === weekDays ? known.reduce((sum, value) => sum + value, 0) : null
}
