import { dayNumber, weekday, type Day } from './days.ts'
import type { SandboxPerson } from './people.ts'
import { chance } from './random.ts'

/** Sunday to Saturday. */
export const weeklyRhythm = [0.82, 0.95, 1.02, 1.06, 1.08, 1.12, 0.9]
const wednesday = 3
/** A viral day and the two days it fades over. */
const fading = [1, 0.5, 0.2]

/** How many times as much a viral day brings, besides the ordinary; 0 on other days. Each has a reel of its own. */
export function viralSize(person: SandboxPerson, number: number, seed: string): number {
  if (person.rhythm === 'steady') return 0
  if (person.rhythm === 'eventful')
    return weekOfCycle(number) === eventWeeks.viral && weekdayOf(number) === wednesday ? 5 : 0
  if (chance(seed, person.username, 'viral', number) > 0.014) return 0
  return 2 + 4 * chance(seed, person.username, 'viral size', number)
}

/** How many times as much as an ordinary one a post brings: the reel of a viral day. */
export function postFactor(person: SandboxPerson, { kind, day }: { kind: string; day: Day }, seed: string): number {
  return kind === 'REEL' ? 1 + viralSize(person, dayNumber(day), seed) : 1
}

/** A viral day and the two days it fades over; 1 on an ordinary day. */
export function spike(person: SandboxPerson, day: Day, seed: string): number {
  const number = dayNumber(day)
  return fading.reduce((highest, strength, daysAgo) => {
    const size = viralSize(person, number - daysAgo, seed)
    return size === 0 ? highest : Math.max(highest, 1 + strength * size)
  }, 1)
}

/** The weeks of a cycle of thirteen in which something happens to an eventful account. */
const eventWeeks = { rise: [5, 6, 7], viral: 9, fall: [11, 12] } as const

/** A rise of three weeks and a fall of two, in a cycle of thirteen; 1 for whoever has none. */
export function plannedFactor(person: SandboxPerson, day: Day): number {
  if (person.rhythm !== 'eventful') return 1
  const week = weekOfCycle(dayNumber(day))
  if (eventWeeks.rise.some((one) => one === week)) return 1.5
  return eventWeeks.fall.some((one) => one === week) ? 0.5 : 1
}

/** How many times as much a day with ads brings; 1 without: they run from Monday to Friday of every third week. */
export function advertisingFactor(person: SandboxPerson, day: Day): number {
  const number = dayNumber(day)
  return person.advertises && weekOf(number) % 3 === 0 && weekday(day) >= 1 && weekday(day) <= 5 ? 1.6 : 1
}

/** Weeks begin on Mondays. */
function weekOf(number: number): number {
  return Math.floor((number + 3) / 7)
}

/** 0 to 12; 0 is the week of 2026-11-16. */
function weekOfCycle(number: number): number {
  return (weekOf(number) + 9) % 13
}

function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7
}
