import { postAges } from '@instagram-dashboard/db'
import { addMs, dayMs, hourMs, laterOf, minuteMs } from '../clock/index.ts'

export type PostAge = (typeof postAges)[number]

/** A reading of a post's figures that is kept for an age. */
export interface AgeReading {
  age: PostAge
  readAt: Date
}

const ageMs: Record<PostAge, number> = {
  '1h': hourMs,
  '6h': 6 * hourMs,
  '24h': dayMs,
  '48h': 2 * dayMs,
  '7d': 7 * dayMs,
  '30d': 30 * dayMs,
}

/** Ages at which a post is read for their own sake; near the others a night's reading falls. */
const soughtAges = ['1h', '6h', '24h', '48h'] as const satisfies readonly PostAge[]

const lookEveryMs = hourMs

/** How old a post of that age is, in milliseconds. */
export function lengthOf(age: PostAge): number {
  return ageMs[age]
}

/** How far from an age a reading may be taken to count for it: a quarter of the age, half an hour at least. */
export function toleranceOf(age: PostAge): number {
  return Math.max(ageMs[age] / 4, hourMs / 2)
}

/** How soon an age is tried again whose reading brought nothing: a few times within its time. */
function retryOf(age: PostAge): number {
  return Math.max(toleranceOf(age) / 3, 15 * minuteMs)
}

/** So near no nearer reading is sought: a fiftieth of the age, five minutes at least. */
function nearOf(age: PostAge): number {
  return Math.max(ageMs[age] / 50, 5 * minuteMs)
}

/** So long before its time a reading is taken for an age where the account is looked at anyway. */
function earlyOf(age: PostAge): number {
  return Math.min(nearOf(age), 10 * minuteMs)
}

/** After this age nothing of a post is sought between two nights. */
export const youngMs = ageMs['48h'] + toleranceOf('48h')
/** After this age no reading of a post falls near an age. */
export const agingMs = ageMs['30d'] + toleranceOf('30d')

/** How far from its age a reading was taken, in milliseconds; below 0 before it. */
export function offOf(publishedAt: Date, { age, readAt }: AgeReading): number {
  return readAt.getTime() - publishedAt.getTime() - ageMs[age]
}

/** The age that a reading falls near; `null` between two of them. No two overlap. */
export function ageNear(publishedAt: Date, readAt: Date): PostAge | null {
  return postAges.find((age) => Math.abs(offOf(publishedAt, { age, readAt })) <= toleranceOf(age)) ?? null
}

/** The age for which a reading of now is to be kept: it is the nearest to it so far. */
export function ageToKeep(publishedAt: Date, now: Date, kept: readonly AgeReading[]): PostAge | null {
  const age = ageNear(publishedAt, now)
  const before = kept.find((reading) => reading.age === age)
  if (age === null || !before) return age
  return Math.abs(offOf(publishedAt, { age, readAt: now })) < Math.abs(offOf(publishedAt, before)) ? age : null
}

/** What is known of a post's readings. */
export interface PostReadings {
  publishedAt: Date
  /** When it was asked for last, answered or not. */
  askedAt: Date | null
  kept: readonly AgeReading[]
}

/**
 * When a young post is wanted for its ages, and from when a reading is as good: of each age that no reading is near enough
 * to and whose time is not over.
 */
function wantedAt({ publishedAt, askedAt, kept }: PostReadings, now: Date): { at: Date; from: Date }[] {
  return soughtAges.flatMap((age) => {
    const off = offOf(publishedAt, { age, readAt: now })
    const before = kept.find((reading) => reading.age === age)
    const offBefore = before === undefined ? Infinity : Math.abs(offOf(publishedAt, before))
    // What is read after the time has come is the further from it the later it is read.
    if (off > toleranceOf(age) || offBefore <= nearOf(age) || (off >= 0 && off >= offBefore)) return []
    const isInVain = askedAt !== null && offOf(publishedAt, { age, readAt: askedAt }) >= -earlyOf(age)
    const at = isInVain ? addMs(askedAt, retryOf(age)) : addMs(publishedAt, ageMs[age])
    return { at, from: isInVain ? at : addMs(at, -earlyOf(age)) }
  })
}

/** Whether a young post is to be read now: the time of one of its ages has come, or is as good as come. */
export function isAgeDue(readings: PostReadings, now: Date): boolean {
  return wantedAt(readings, now).some(({ from }) => from <= now)
}

/**
 * When an account is to be looked at next for the sake of a post: at its next age, and once an hour while it is younger
 * than 48 hours, since whoever has published may publish again and the first hour of a post is over soon.
 * @returns `null` for a post that is not young any more
 */
export function nextLookAt(readings: PostReadings, now: Date): Date | null {
  const looks = wantedAt(readings, now).map(({ at }) => laterOf(at, now))
  if (now.getTime() - readings.publishedAt.getTime() < ageMs['48h']) looks.push(addMs(now, lookEveryMs))
  return looks.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null
}

const storyMs = dayMs
// The list is read every four hours: from then on it does not have the story any more.
const firstLookMs = hourMs
const lookAgainMs = 7 * dayMs - 4 * hourMs

/** What became of asking for a story after its end. */
export type LateAnswer = 'answered' | 'silent' | 'failed' | 'over'

/** Whether a story is over, so that it answers only if it was added to a highlight. */
export function isOverAt(publishedAt: Date, now: Date): boolean {
  return now.getTime() - publishedAt.getTime() >= storyMs
}

/**
 * When a story is asked for after its end: soon after it, and once a week for as long as it answers. One that does not
 * answer is asked for again the next day and within two weeks.
 * @param answer `null` when it was not asked for after its end
 * @returns `null` when it is not asked for any more
 */
export function nextStoryLookAt(publishedAt: Date, now: Date, answer: LateAnswer | null): Date | null {
  if (!isOverAt(publishedAt, now) || answer === null) return addMs(publishedAt, storyMs + firstLookMs)
  if (answer === 'answered') return addMs(now, lookAgainMs)
  // A failure passes, and somebody may add it to a highlight within the week.
  const isLate = now.getTime() - publishedAt.getTime() >= storyMs + 7 * dayMs
  if (answer === 'over' || isLate) return null
  const isFresh = now.getTime() - publishedAt.getTime() < storyMs + dayMs
  return addMs(now, answer === 'failed' || isFresh ? dayMs : lookAgainMs)
}
