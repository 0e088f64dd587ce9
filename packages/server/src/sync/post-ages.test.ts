import { expect, test } from 'vitest'
import {
  ageNear,
  ageToKeep,
  isAgeDue,
  nextLookAt,
  nextStoryLookAt,
  offOf,
  type AgeReading,
  type PostAge,
} from './post-ages.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const publishedAt = new Date('2026-11-16T18:00:00Z')
const at = (milliseconds: number) => new Date(publishedAt.getTime() + milliseconds)
const read = (age: PostAge, milliseconds: number): AgeReading => ({ age, readAt: at(milliseconds) })
const post = (kept: AgeReading[] = [], askedAt: Date | null = kept.at(-1)?.readAt ?? null) => ({
  publishedAt,
  askedAt,
  kept,
})

test.each<[PostAge, number, number]>([
  ['1h', 30 * minute, 90 * minute],
  ['6h', 4.5 * hour, 7.5 * hour],
  ['24h', 18 * hour, 30 * hour],
  ['48h', 36 * hour, 60 * hour],
  ['7d', 5.25 * day, 8.75 * day],
  ['30d', 22.5 * day, 37.5 * day],
])('a reading counts for %s from %d to %d ms, and not beside it', (age, from, to) => {
  expect([from, to].map((milliseconds) => ageNear(publishedAt, at(milliseconds)))).toEqual([age, age])
  expect(ageNear(publishedAt, at(from - 1))).not.toBe(age)
  expect(ageNear(publishedAt, at(to + 1))).not.toBe(age)
})

test('of two readings near an age the nearer is kept, whichever came first', () => {
  expect(ageToKeep(publishedAt, at(70 * minute), [])).toBe('1h')
  expect(ageToKeep(publishedAt, at(70 * minute), [read('1h', 45 * minute)])).toBe('1h')
  expect(ageToKeep(publishedAt, at(80 * minute), [read('1h', 45 * minute)])).toBeNull()
  expect(ageToKeep(publishedAt, at(3 * hour), [])).toBeNull()
  expect(offOf(publishedAt, read('1h', 45 * minute))).toBe(-15 * minute)
})

test('a post is read at each of its first ages once, and looked at each hour between them', () => {
  const kept: AgeReading[] = []
  const readings: number[] = []
  const looks: number[] = []
  let now: Date | null = at(10 * minute)
  let askedAt: Date | null = null
  while (now !== null) {
    looks.push(now.getTime() - publishedAt.getTime())
    if (isAgeDue(post(kept, askedAt), now)) {
      askedAt = now
      readings.push(now.getTime() - publishedAt.getTime())
      const age = ageToKeep(publishedAt, now, kept)
      if (age !== null) kept.push({ age, readAt: now })
    }
    now = nextLookAt(post(kept, askedAt), now)
  }
  expect(readings).toEqual([hour, 6 * hour, 24 * hour, 48 * hour])
  expect(looks.length).toBeLessThanOrEqual(50)
  expect(looks.slice(1).every((look, index) => look - (looks[index] ?? 0) <= hour)).toBe(true)
})

test('what is read near enough before an age is not read again at it', () => {
  expect(isAgeDue(post(), at(57 * minute))).toBe(true)
  expect(isAgeDue(post(), at(54 * minute))).toBe(false)
  expect(nextLookAt(post([read('1h', 57 * minute)]), at(57 * minute))).toEqual(at(117 * minute))
  // A night at twenty hours counts for the first day, and the whole day is sought all the same.
  expect(isAgeDue(post([read('24h', 20 * hour)]), at(24 * hour))).toBe(true)
})

test('a reading in vain is tried again a few times within the time of its age', () => {
  const tries: number[] = []
  let askedAt: Date | null = null
  for (let age = 0; age < 62 * hour; age += minute) {
    if (!isAgeDue(post([], askedAt), at(age))) continue
    askedAt = at(age)
    tries.push(age)
  }
  expect(tries.length).toBeGreaterThan(8)
  expect(tries.length).toBeLessThanOrEqual(18)
})

test('a post of more than two days is sought no more', () => {
  expect(nextLookAt(post([read('48h', 48 * hour)]), at(48 * hour))).toBeNull()
  expect(nextLookAt(post(), at(61 * hour))).toBeNull()
  expect(isAgeDue(post(), at(61 * hour))).toBe(false)
})

test('a story is asked for soon after its end, and from then on once a week for as long as it answers', () => {
  expect(nextStoryLookAt(publishedAt, at(3 * hour), null)).toEqual(at(25 * hour))
  const answered = nextStoryLookAt(publishedAt, at(26 * hour), 'answered')
  expect((answered?.getTime() ?? 0) - at(26 * hour).getTime()).toBeGreaterThan(6.5 * day)
  expect(nextStoryLookAt(publishedAt, at(400 * day), 'answered')?.getTime()).toBeGreaterThan(at(406 * day).getTime())
  expect(nextStoryLookAt(publishedAt, at(26 * hour), 'over')).toBeNull()
  expect(nextStoryLookAt(publishedAt, at(26 * hour), 'failed')).toEqual(at(50 * hour))
  expect(nextStoryLookAt(publishedAt, at(26 * hour), 'silent')).toEqual(at(50 * hour))
  expect(nextStoryLookAt(publishedAt, at(50 * hour), 'silent')?.getTime()).toBeGreaterThan(at(8 * day).getTime())
  for (const answer of ['silent', 'failed'] as const) {
    expect(nextStoryLookAt(publishedAt, at(26 * hour), answer)).not.toBeNull()
    expect(nextStoryLookAt(publishedAt, at(9 * day), answer)).toBeNull()
  }
})
