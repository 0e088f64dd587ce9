import { quantileSorted } from 'simple-statistics'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, dayOf, daysFrom, startOfDay } from '../instagram/days.ts'
import { textVariants } from '../messages/text-variants.ts'
import { compareTexts, percentOf, type VariantPerson } from './compare-texts.ts'
import {
  funnelSteps,
  type FunnelInput,
  type FunnelResult,
  type FunnelStep,
  type FunnelStepName,
} from '../connect/funnel-contract.ts'
import { readFlows, type Flow } from './funnel-flows.ts'
import { endsOf, peopleOf, type FunnelPerson } from './funnel-people.ts'

const usualDays = 30
const longestDays = 366
const mostReasons = 20

/**
 * How people come through their first connection, by the flows that started in a range of Los Angeles days: each person
 * counts once, however often they tried. Who had connected before is counted apart.
 */
export async function readFunnel({ db, clock }: Pick<Deps, 'db' | 'clock'>, input: FunnelInput): Promise<FunnelResult> {
  const endDate = input.endDate ?? dayOf(clock.now())
  const startDate = input.startDate ?? addDays(endDate, 1 - usualDays)
  if (startDate > endDate || addDays(startDate, longestDays) <= endDate) {
    throw new AppError('VALIDATION', { field: 'startDate' })
  }
  const all = await readFlows(db, { since: startOfDay(startDate), until: startOfDay(addDays(endDate, 1)) })
  const wanted = input.placement === undefined ? all : all.filter(({ placement }) => placement === input.placement)
  const flows = wanted.filter(({ isReconnect }) => !isReconnect)
  const again = wanted.filter(({ isReconnect }) => isReconnect)
  const people = peopleOf(flows)
  const peopleAgain = peopleOf(again)
  const { cancelled, failed } = endsOf(people)
  const byDay = grouped(people, ({ day }) => day)
  const byPlacement = grouped(flows, ({ placement }) => placement)
  return {
    startDate,
    endDate,
    people: people.length,
    flows: flows.length,
    steps: stepsOf(people),
    cancelled,
    failed,
    reasons: reasonsOf(people),
    days: daysFrom(startDate, endDate).map((date) => {
      const own = byDay.get(date) ?? []
      return { date, started: own.length, ...endsOf(own) }
    }),
    placements: [...byPlacement].map(([placement, there]) => {
      const own = peopleOf(there)
      return { placement, started: own.length, connected: endsOf(own).connected }
    }),
    reconnects: { people: peopleAgain.length, flows: again.length, ...endsOf(peopleAgain) },
    texts: compareTexts(variantsOf(flows)),
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
function cameTo({ seconds }: FunnelPerson, step: FunnelStepName): boolean {
  const isSeen = funnelSteps.slice(funnelSteps.indexOf(step)).some((later) => seconds.has(later))
  // Only at Instagram can somebody say no.
  return isSeen || (step === 'redirected' && seconds.has('cancelled'))
}

function stepsOf(people: readonly FunnelPerson[]): FunnelStep[] {
  let before: number | null = null
  return funnelSteps.map((step) => {
    const count = people.filter((person) => cameTo(person, step)).length
    const times = people.flatMap(({ seconds }) => seconds.get(step) ?? []).toSorted((a, b) => a - b)
    const conversionPercent = percentOf(count, before ?? count)
    before = count
    return {
      step,
      count,
      conversionPercent,
      fromStartPercent: percentOf(count, people.length),
      medianSeconds: quantileOf(times, 0.5),
      p90Seconds: quantileOf(times, 0.9),
    }
  })
}

/** Of sorted seconds, with one decimal; `null` of none. */
function quantileOf(times: readonly number[], share: number): number | null {
  return times.length === 0 ? null : Math.round(10 * quantileSorted([...times], share)) / 10
}

function reasonsOf(people: readonly FunnelPerson[]): FunnelResult['reasons'] {
  const counts = new Map<string, number>()
  for (const { reasons } of people) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .slice(0, mostReasons)
}

/** Who was shown which texts, each person once. */
function variantsOf(flows: readonly Flow[]): VariantPerson[] {
  const persons = new Map<string, VariantPerson>()
  for (const { userId, variant: name, seconds } of flows) {
    const variant = textVariants.find((known) => known === name)
    if (variant === undefined) continue
    const hasConnected = seconds.has('connected') || persons.get(userId)?.hasConnected === true
    persons.set(userId, { variant, hasConnected })
  }
  return [...persons.values()]
}
