import { createHash } from 'node:crypto'
import { benchmarkMetricNames } from './grids.ts'

/**
 * Whoever knows all other accounts and sees everything that is told of a cell is right about one more account, and so about one more user, of whom one account is counted, in at most
 * 50 % + half of this, by whatever rule: it is how far apart, in total variation, the answers with the account and without it
 * can be.
 */
export const mostApart = 0.1
/** The part of it that the noise of the counts may take; the rest is for whether anything is told. */
const apartByNoise = 0.085
/**
 * Two normal distributions so many standard deviations apart are `apartByNoise` apart: twice the quantile of the normal
 * distribution at (1 + 0.085) / 2.
 */
const deviationsApart = 0.21348

/** Fewer accounts are never told of. */
export const fewestAccounts = 20

/** Numbers from 0 up to 1 that follow from a text, and which nobody can foretell without it. */
export function createRandom(seed: string): () => number {
  let block = Buffer.alloc(0)
  let offset = 0
  let count = 0
  return () => {
    if (offset + 8 > block.length) {
      block = createHash('sha512').update(`${seed}:${count}`).digest()
      offset = 0
      count += 1
    }
    const bits = block.readBigUInt64BE(offset) >> 11n
    offset += 8
    return Number(bits) / 2 ** 53
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/**
 * How many accounts a cell needs, 20 or more: were it always the same number, an answer would tell whoever knows the other
 * nineteen that there is one more. Each number is as likely as `mostApart` leaves room for.
 */
export function drawThreshold(random: () => number): number {
  const drawn = random()
  let below = 0
  for (let accounts = fewestAccounts; ; accounts += 1) {
    below += mostApart - apartByNoise * below
    if (drawn < below) return accounts
  }
}

/** Of which the running sums of noise are made, so that they grow with the logarithm of the bins and not with their root. */
const weights = [1]
for (let index = 1; index < 256; index += 1) weights.push((weights[index - 1] ?? 0) * (1 - 1 / (2 * index)))
const normOf = (bins: number) => Math.sqrt(weights.slice(0, bins).reduce((sum, weight) => sum + weight * weight, 0))

/** The standard deviation of a noisy running count at the last of some bins, in accounts. */
export function deviationOf(bins: number): number {
  return deviationOfEach(bins) * normOf(bins)
}

/** An account is in one bin of each metric. */
function deviationOfEach(bins: number): number {
  return (Math.sqrt(benchmarkMetricNames.length) * normOf(bins)) / deviationsApart
}

/**
 * Running counts over the bins with noise, whole numbers: the factorisation of the matrix of running sums into two equal
 * square roots (Fichtenberger, Henzinger, Upadhyay 2023), which is nearly the least noise that there can be.
 */
export function noisyRunningCounts(counts: readonly number[], random: () => number): number[] {
  const each = deviationOfEach(counts.length)
  const noise = counts.map(() => each * normal(random))
  let running = 0
  return counts.map((count, index) => {
    running += count
    let sum = running
    for (let earlier = 0; earlier <= index; earlier += 1) {
      sum += (weights[index - earlier] ?? 0) * (noise[earlier] ?? 0)
    }
    return Math.round(sum)
  })
}
