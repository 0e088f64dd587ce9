import { quantileSorted } from 'simple-statistics'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, dayOf, daysFrom, endOfDay, startOfDay } from '../instagram/index.ts'
import { textVariants } from '../messages/text-variants.ts'
import { compareTexts, percentOf, type VariantUser } from './compare-texts.ts'
import {
  funnelSteps,
  type FunnelInput,
  type FunnelResult,
  type FunnelStep,
  type FunnelStepName,
} from './funnel-contract.ts'
import { readAttempts, type Attempt } from './funnel-attempts.ts'
import { endsOf, usersOf, type FunnelUser } from './funnel-users.ts'
import { connectTexts } from './text-variants.ts'

const usualDays = 30
const longestDays = 366
const mostReasons = 20

/**
 * How users come through their first connection, by the attempts that started in a range of Los Angeles days: each user
 * counts once, however often they tried. Who had connected before is counted apart.
 */
export async function readFunnel(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { locale }: Pick<Caller, 'locale'>,
  input: FunnelInput,
): Promise<FunnelResult> {
  const endDate = input.endDate ?? dayOf(clock.now())
  const startDate = input.startDate ?? addDays(endDate, 1 - usualDays)
  if (startDate > endDate) throw new AppError('VALIDATION', { field: 'startDate', problem: 'end_before_start' })
  if (addDays(startDate, longestDays) <= endDate) {
    throw new AppError('VALIDATION', { field: 'startDate', problem: 'range_too_long' })
  }
  const all = await readAttempts(db, { since: startOfDay(startDate), until: endOfDay(endDate) })
  const wanted = input.placement === undefined ? all : all.filter(({ placement }) => placement === input.placement)
  const attempts = wanted.filter(({ isReconnect }) => !isReconnect)
  const again = wanted.filter(({ isReconnect }) => isReconnect)
  const users = usersOf(attempts)
  const usersAgain = usersOf(again)
  const { variants, ...comparison } = compareTexts(variantsOf(attempts))
  const { cancelled, failed } = endsOf(users)
  const byDay = grouped(users, ({ day }) => day)
  const byPlacement = grouped(attempts, ({ placement }) => placement)
  return {
    startDate,
    endDate,
    people: users.length,
    flows: attempts.length,
    steps: stepsOf(users),
    cancelled,
    failed,
    reasons: reasonsOf(users),
    days: daysFrom(startDate, endDate).map((date) => {
      const own = byDay.get(date) ?? []
      return { date, started: own.length, ...endsOf(own) }
    }),
    placements: [...byPlacement].map(([placement, there]) => {
      const own = usersOf(there)
      return { placement, started: own.length, connected: endsOf(own).connected }
    }),
    reconnects: { people: usersAgain.length, flows: again.length, ...endsOf(usersAgain) },
    texts: {
      ...comparison,
      variants: variants.map((counted) => ({ ...counted, ...connectTexts(counted.variant, locale) })),
    },
  }
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Who was seen at a later step has been at this one, also where a step of the host's page was not told. */
function hasReached({ seconds }: FunnelUser, step: FunnelStepName): boolean {
  const isSeen = funnelSteps.slice(funnelSteps.indexOf(step)).some((later) => seconds.has(later))
  // Only at Instagram can somebody say no.
  return isSeen || (step === 'redirected' && seconds.has('cancelled'))
}

function stepsOf(users: readonly FunnelUser[]): FunnelStep[] {
  let before: number | null = null
  return funnelSteps.map((step) => {
    const count = users.filter((user) => hasReached(user, step)).length
    const times = users.flatMap(({ seconds }) => seconds.get(step) ?? []).toSorted((a, b) => a - b)
    const conversionPercent = percentOf(count, before ?? count)
    before = count
    return {
      step,
      count,
      conversionPercent,
      fromStartPercent: percentOf(count, users.length),
      medianSeconds: quantileOf(times, 0.5),
      p90Seconds: quantileOf(times, 0.9),
    }
  })
}

/** Of sorted seconds, with one decimal; `null` of none. */
function quantileOf(times: readonly number[], share: number): number | null {
  return times.length === 0 ? null : Math.round(10 * quantileSorted([...times], share)) / 10
}

function reasonsOf(users: readonly FunnelUser[]): FunnelResult['reasons'] {
  const counts = new Map<string, number>()
  for (const { reasons } of users) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .slice(0, mostReasons)
}

/** Who was shown which texts, each user once. */
function variantsOf(attempts: readonly Attempt[]): VariantUser[] {
  const users = new Map<string, VariantUser>()
  for (const { userId, variant: name, seconds } of attempts) {
    const variant = textVariants.find((known) => known === name)
    if (variant === undefined) continue
    const hasConnected = seconds.has('connected') || users.get(userId)?.hasConnected === true
    users.set(userId, { variant, hasConnected })
  }
  return [...users.values()]
}
