import { postingTimesOf, type TimedPost } from '../../src/insights/best-times.ts'
import { drawsOf } from './seeded-accounts.ts'

export interface BestTimesJudgement {
  accounts: number
  /** Accounts with a better hour for which it is named first. */
  rightlyNamed: number
  /** Accounts without one for which an hour is named. */
  wronglyNamed: number
  /** Of the same accounts with posts drawn again from theirs: how many name the same hour first. */
  stability: number
}

function postsOf(seed: number, isOneBetter: boolean): { posts: TimedPost[]; better: number | null } {
  const { normal, random, between } = drawsOf(seed)
  const hours = [8, 9, 12, 15, 18, 21].slice(0, Math.floor(between(3, 7)))
  const better = isOneBetter ? (hours[Math.floor(random() * hours.length)] ?? 9) : null
  const [usual, spread, lift] = [Math.exp(between(3, 9)), between(0.3, 0.7), between(1.7, 2.6)]
  const posts = Array.from({ length: Math.floor(between(60, 180)) }, () => {
    const hour = hours[Math.floor(random() * hours.length)] ?? 9
    const engagement = Math.round(usual * Math.exp(spread * normal()) * (hour === better ? lift : 1))
    return { weekday: 1 + Math.floor(random() * 7), hour, engagement }
  })
  return { posts, better }
}

export function judgeBestTimes(accounts: number, seed: number): BestTimesJudgement {
  let [right, wrong, same, again] = [0, 0, 0, 0]
  for (let index = 0; index < accounts; index += 1) {
    if (postingTimesOf(postsOf(seed + index, false).posts).bestHours.length > 0) wrong += 1
    const { posts, better } = postsOf(seed + accounts + index, true)
    const [best] = postingTimesOf(posts).bestHours
    if (best?.hour === better) right += 1
    if (best === undefined) continue
    const { random } = drawsOf(seed + 2 * accounts + index)
    for (let round = 0; round < 10; round += 1) {
      const drawn = posts.map((post) => posts[Math.floor(random() * posts.length)] ?? post)
      again += 1
      if (postingTimesOf(drawn).bestHours[0]?.hour === best.hour) same += 1
    }
  }
  return {
    accounts,
    rightlyNamed: right / accounts,
    wronglyNamed: wrong / accounts,
    stability: same / Math.max(1, again),
  }
}
