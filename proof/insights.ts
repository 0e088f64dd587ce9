import { judgeFindings } from '../packages/server/test/insights/judge-findings.ts'
import { judgeForecasts } from '../packages/server/test/insights/judge-forecasts.ts'
import { judgeBestTimes } from '../packages/server/test/insights/judge-best-times.ts'

/**
 * Quiet accounts and as many with something planted, of 150 to two million followers; futures against forecasts; and best
 * hours against those of the same posts drawn again.
 */
export function proveInsights({ accounts, seed }: { accounts: number; seed: number }) {
  const { precision, recall, quietRate, ...findings } = judgeFindings(accounts, seed)
  const long = judgeFindings(Math.round(accounts / 5), seed + 1_000_000, { rangeDays: 90 })
  const followers = judgeForecasts('followersCount', accounts, seed)
  const reach = judgeForecasts('reach', accounts, seed)
  const bestTimes = judgeBestTimes(Math.round(accounts / 7), seed)
  const isCovered = [followers, reach].every(({ coverage }) => coverage >= 0.7 && coverage <= 0.9)
  return {
    isProven:
      precision >= 0.9 &&
      recall >= 0.9 &&
      quietRate <= 0.05 &&
      long.quietRate <= 0.05 &&
      isCovered &&
      bestTimes.stability >= 0.9,
    precision,
    recall,
    quietRate,
    quietRateOf90Days: long.quietRate,
    findings,
    followers,
    reach,
    bestTimes,
  }
}
