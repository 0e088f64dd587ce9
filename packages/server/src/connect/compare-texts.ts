import { errorFunction } from 'simple-statistics'
import { textVariants, type TextVariant } from '../messages/text-variants.ts'
import type { FunnelComparison, FunnelVariant } from './funnel-contract.ts'

/** Below this many users a variant is not judged: the test is an approximation for large numbers. */
export const fewestUsers = 100
const fewestOfEach = 10
const significance = 0.05

export interface VariantUser {
  variant: TextVariant
  hasConnected: boolean
}

/** A comparison without the words of the texts. */
interface CountedTexts extends Omit<FunnelComparison, 'variants'> {
  variants: Omit<FunnelVariant, 'title' | 'body' | 'button'>[]
}

/**
 * Whether the texts differ in how many users connect, by a two-sided two-proportion z-test with pooled variance. Each
 * user counts once.
 */
export function compareTexts(users: readonly VariantUser[]): CountedTexts {
  const variants = textVariants.map((variant) => {
    const own = users.filter((user) => user.variant === variant)
    const connected = own.filter(({ hasConnected }) => hasConnected).length
    return { variant, people: own.length, connected, connectedPercent: percentOf(connected, own.length) }
  })
  const peopleMissing = Math.max(0, fewestUsers - Math.min(...variants.map(({ people }) => people)))
  const isEnough =
    peopleMissing === 0 &&
    variants.every(({ people, connected }) => connected >= fewestOfEach && people - connected >= fewestOfEach)
  if (!isEnough) return { variants, verdict: 'too_few_people', pValue: null, peopleMissing }
  const pValue = twoProportions(variants)
  return { variants, verdict: pValue < significance ? 'difference' : 'no_difference', pValue, peopleMissing }
}

function twoProportions(groups: readonly { people: number; connected: number }[]): number {
  const [a = { people: 0, connected: 0 }, b = { people: 0, connected: 0 }] = groups
  const pooled = (a.connected + b.connected) / (a.people + b.people)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.people + 1 / b.people))
  const z = Math.abs(a.connected / a.people - b.connected / b.people) / deviation
  return Math.min(1, Math.max(0, 1 - errorFunction(z / Math.SQRT2)))
}

/** With one decimal; `null` of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1000 * part) / whole) / 10
}
