import { describe, expect, test } from 'vitest'
import { postingTimesOf, type TimedPost } from '../../src/insights/best-times.ts'
import { findAll } from '../../src/insights/find.ts'
import type { History } from '../../src/insights/history.ts'
import { presentFinding } from '../../src/metrics/present-finding.ts'
import { judgeFindings } from './judge-findings.ts'
import { judgeForecasts } from './judge-forecasts.ts'
import { drawsOf, seedAccount } from './seeded-accounts.ts'

// The whole measure is `npm run proof -- --only insights`; the numbers here leave room for how few accounts there are.
test('what was planted is found, little else is, and quiet accounts stay quiet', () => {
  const { recall, precision, quietRate, falseRules } = judgeFindings(42, 11)
  expect({ recall, falseRules }).toSatisfy(() => recall >= 0.85)
  expect({ precision, falseRules }).toSatisfy(() => precision >= 0.88)
  expect({ quietRate, falseRules }).toSatisfy(() => quietRate <= 0.06)
})

test.each(['followersCount', 'reach'] as const)('eight of ten futures of %s are within their ranges', (metric) => {
  const { coverage, forecasts } = judgeForecasts(metric, 50, 3)
  expect(forecasts).toBe(50)
  expect(coverage).toBeGreaterThanOrEqual(0.7)
  expect(coverage).toBeLessThanOrEqual(0.9)
})

describe('nothing is found', () => {
  const spiked = () => seedAccount({ seed: 12, plant: 'spike' }).history
  const spikeOf = (history: History) => findAll(history).filter(({ rule }) => rule === 'odd_day')

  test('on fewer than 28 known days', () => {
    const history = spiked()
    expect(spikeOf(history)).toHaveLength(1)
    const isOld = (index: number) => index < history.days.length - 29
    const short = Object.fromEntries(
      Object.entries(history.series).map(([name, { firstWeekday, values }]) => [
        name,
        { firstWeekday, values: values.map((value, index) => (isOld(index) ? null : value)) },
      ]),
    ) as unknown as History['series']
    expect(findAll({ ...history, series: short, changes: [], posts: [] })).toEqual([])
  })

  test('on a day that is not known', () => {
    const history = spiked()
    const [day] = spikeOf(history)[0]?.days ?? []
    const hidden = Object.fromEntries(
      Object.entries(history.series).map(([name, { firstWeekday, values }]) => [
        name,
        { firstWeekday, values: values.map((value, index) => (history.days[index] === day ? null : value)) },
      ]),
    ) as unknown as History['series']
    expect(spikeOf({ ...history, series: hidden }).map(({ subject }) => subject)).not.toContain(day)
  })

  test('on a handful of people, who come by chance', () => {
    const { count } = drawsOf(4)
    const history = spiked()
    const few = { firstWeekday: 0, values: history.days.map(() => count(3, 1_000)) }
    const series = { reach: few, impressions: few, engagement: few, profileViews: few, follows: few }
    expect(findAll({ ...history, series, changes: [], posts: [] })).toEqual([])
  })
})

test('an odd day is told with the post that made it, and without one where an ordinary post was beside it', () => {
  const { history, planted } = seedAccount({ seed: 12, plant: 'spike' })
  const [finding] = findAll(history).filter(({ rule }) => rule === 'odd_day')
  expect(finding).toMatchObject({ subject: planted[0]?.subject, mediaId: planted[0]?.mediaId, direction: 'up' })
  const ordinary = history.posts.map((post) => (post.mediaId === finding?.mediaId ? { ...post, reach: 10 } : post))
  const [alone] = findAll({ ...history, posts: ordinary }).filter(({ rule }) => rule === 'odd_day')
  expect(alone).toMatchObject({ subject: planted[0]?.subject, mediaId: null })
})

describe('a day of followers', () => {
  const findIn = (history: History) => findAll(history).find(({ rule }) => rule === 'followers_day')
  const sentenceOf = (history: History) => {
    const finding = findIn(history)
    if (finding === undefined) throw new Error('There is none.')
    return { ...presentFinding(finding, undefined, 'pt-BR'), english: presentFinding(finding, undefined, 'en') }
  }
  const withFollows = (history: History, change: (value: number, index: number) => number): History => {
    const { firstWeekday, values } = history.series.follows
    const changed = values.map((value, index) => (value === null ? null : change(value, index)))
    return { ...history, posts: [], series: { ...history.series, follows: { firstWeekday, values: changed } } }
  }
  const seeded = () => seedAccount({ seed: 5, plant: 'followers' }).history

  test('is said to have brought the most only where it has', () => {
    const most = sentenceOf(withFollows(seeded(), (value) => value))
    expect(most).toMatchObject({ numbers: { daysAsGood: 0 }, title: 'O dia que mais trouxe seguidores' })
    expect(most.sentence).toMatch(/^O dia \d+º? de \p{L}+ foi o que mais trouxe gente: /u)

    const day = seeded().days.indexOf(most.days[0] ?? '')
    // Each week's best day brings more than that one did, and is nothing unusual.
    const value = most.numbers['value'] ?? 0
    const weekly = withFollows(seeded(), (one, index) => {
      return (index - day + 7 * 60) % 7 === 3 ? value + 40 + (index % 5) : one
    })
    const other = sentenceOf(weekly)
    expect(other.numbers['daysAsGood']).toBeGreaterThan(0)
    expect(other.title).toBe('Um dia que trouxe muitos seguidores')
    expect(other.sentence).toMatch(
      /trouxe [\d.]+ seguidores a mais que o normal: [\d.]+ pessoas começaram a te seguir/u,
    )
    expect(other.english.sentence).not.toContain('the most')
  })

  test('is told beside a usual day on which the total falls, and never with less than nobody', () => {
    const { days } = seeded()
    const quiet = withFollows(seeded(), () => 0)
    const none = { firstWeekday: 0, values: days.map(() => null) }
    const falling = days.map((_, index) => (index === days.length - 5 ? 60 : -3 + (index % 3) - 1))
    const history = { ...quiet, changes: falling, series: { ...quiet.series, follows: none } }
    expect(sentenceOf(history).sentence).toMatch(/o total de seguidores subiu 60; num dia normal cai \d+\./u)
    const lessBad = falling.map((change) => (change === 60 ? 0 : change - 20))
    expect(findIn({ ...history, changes: lessBad })).toBeUndefined()
  })
})

test("a kind of post that carries an account is told with its share by Instagram's own word", () => {
  const { history, planted } = seedAccount({ seed: 7, plant: 'type' })
  const splits = { impressions: { REEL: 600, POST: 100, CAROUSEL_CONTAINER: 300 }, engagement: {} }
  const [found] = findAll({ ...history, splits }).filter(({ rule }) => rule === 'content_type')
  const share = { reel: 60, image: 10, carousel: 30 }[String(planted[0]?.subject)]
  expect(found).toMatchObject({ type: planted[0]?.subject, numbers: { sharePercent: share } })
  expect(findAll(history).find(({ rule }) => rule === 'content_type')?.numbers).not.toHaveProperty('sharePercent')
})

describe('best times', () => {
  const postsOf = (seed: number, better: number | null): TimedPost[] => {
    const { normal, random } = drawsOf(seed)
    const hours = [9, 12, 15, 18, 21]
    return Array.from({ length: 120 }, () => {
      const hour = hours[Math.floor(random() * hours.length)] ?? 9
      const engagement = Math.round(200 * Math.exp(0.5 * normal()) * (hour === better ? 2 : 1))
      return { weekday: 1 + Math.floor(random() * 7), hour, engagement }
    })
  }

  test('name the better hour, with its number of posts, first', () => {
    const { bestHours, hours } = postingTimesOf(postsOf(5, 18))
    expect(bestHours[0]).toMatchObject({ hour: 18 })
    expect(bestHours[0]?.posts).toBe(hours.find(({ hour }) => hour === 18)?.posts)
  })

  test('name no time with fewer than five posts, and expect less of it than it had', () => {
    const lucky: TimedPost = { weekday: 3, hour: 4, engagement: 5_000 }
    const { bestSlots, bestHours, hours } = postingTimesOf([...postsOf(5, null), lucky])
    expect([...bestSlots, ...bestHours].every(({ posts }) => posts >= 5)).toBe(true)
    expect(hours.find(({ hour }) => hour === 4)).toMatchObject({ posts: 1, engagement: 5_000 })
    expect(hours.find(({ hour }) => hour === 4)?.expected).toBeLessThan(2_500)
  })

  test('stay the same whichever of the posts are there', () => {
    let same = 0
    let all = 0
    for (let seed = 1; seed <= 12; seed += 1) {
      const posts = postsOf(seed, 21)
      const [best] = postingTimesOf(posts).bestHours
      if (best === undefined) continue
      const { random } = drawsOf(1_000 + seed)
      for (let again = 0; again < 10; again += 1) {
        const resampled = posts.map((post) => posts[Math.floor(random() * posts.length)] ?? post)
        all += 1
        if (postingTimesOf(resampled).bestHours[0]?.hour === best.hour) same += 1
      }
    }
    expect(all).toBeGreaterThanOrEqual(100)
    expect(same / all).toBeGreaterThanOrEqual(0.9)
  })

  test('are none where all hours are alike', () => {
    const named = [1, 2, 3, 4, 5, 6, 7, 8].filter((seed) => postingTimesOf(postsOf(seed, null)).bestHours.length > 0)
    expect(named.length).toBeLessThanOrEqual(2)
  })
})
