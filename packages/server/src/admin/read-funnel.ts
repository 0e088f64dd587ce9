import { connectionAttempts } from '@instagram-dashboard/db'
import { quantileSorted } from 'simple-statistics'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, dayOf, daysFrom } from '../instagram/days.ts'
import { textVariants } from '../messages/catalogue.ts'
import { compareTexts, percentOf, type VariantPerson } from './compare-texts.ts'
import {
  funnelSteps,
  type FunnelInput,
  type FunnelResult,
  type FunnelStep,
  type FunnelStepName,
} from './funnel-contract.ts'

const usualDays = 30
const longestDays = 366
const pageSize = 500
const dayMs = 86_400_000
const mostReasons = 20

/** One flow from its start to wherever it came. */
interface Flow {
  userId: string
  placement: string | null
  variant: string | null
  day: string
  /** Seconds at which each step was reached. */
  seconds: Map<connectionAttempts.ConnectionStep, number>
  reason: string | null
}

/** How people come through the connection, by the flows that started in a range of days. */
export async function readFunnel({ db, clock }: Pick<Deps, 'db' | 'clock'>, input: FunnelInput): Promise<FunnelResult> {
  const endDate = input.endDate ?? dayOf(clock.now(), 'UTC')
  const startDate = input.startDate ?? addDays(endDate, 1 - usualDays)
  if (startDate > endDate || addDays(startDate, longestDays) <= endDate) {
    throw new AppError('VALIDATION', { field: 'startDate' })
  }
  const since = new Date(`${startDate}T00:00:00Z`)
  const until = new Date(Date.parse(`${endDate}T00:00:00Z`) + dayMs)
  const all = await readFlows(db, { since, until })
  const flows = input.placement === undefined ? all : all.filter(({ placement }) => placement === input.placement)
  return {
    startDate,
    endDate,
    flows: flows.length,
    steps: stepsOf(flows),
    cancelled: countWith(flows, 'cancelled'),
    failed: countWith(flows, 'failed'),
    reasons: reasonsOf(flows),
    days: daysFrom(startDate, endDate).map((date) => {
      const own = flows.filter(({ day }) => day === date)
      return { date, started: own.length, ...endsOf(own) }
    }),
    placements: [...new Set(flows.map(({ placement }) => placement))].map((placement) => {
      const own = flows.filter((flow) => flow.placement === placement)
      return { placement, started: own.length, connected: countWith(own, 'connected') }
    }),
    texts: compareTexts(personsOf(flows)),
  }
}

type Attempts = Parameters<typeof connectionAttempts.listBetween>

async function readFlows(db: Attempts[0], { since, until }: Attempts[1]): Promise<Flow[]> {
  const flows = new Map<string, Flow>()
  // A flow that began at the end of the range may go on after it: it lives for minutes.
  const range = { since, until: new Date(until.getTime() + dayMs) }
  for (let after: connectionAttempts.ConnectionAttemptRow | null = null; ;) {
    const page: connectionAttempts.ConnectionAttemptRow[] = await connectionAttempts.listBetween(db, range, {
      after,
      limit: pageSize,
    })
    for (const row of page) {
      if (row.step === 'started' && row.createdAt < until) {
        const { userId, placement, textVariant: variant } = row
        const day = dayOf(row.createdAt, 'UTC')
        flows.set(row.stateHash, { userId, placement, variant, day, seconds: new Map(), reason: null })
      }
      const flow = flows.get(row.stateHash)
      if (!flow) continue
      if (!flow.seconds.has(row.step)) flow.seconds.set(row.step, row.durationSeconds)
      if (row.step === 'cancelled' || row.step === 'failed') flow.reason = row.errorMessage
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return [...flows.values()]
    after = last
  }
}

/** Who was seen at a later step has been at this one, also where a step of the host's page was not told. */
function cameTo({ seconds }: Flow, step: FunnelStepName): boolean {
  const isSeen = funnelSteps.slice(funnelSteps.indexOf(step)).some((later) => seconds.has(later))
  // Only at Instagram can somebody say no.
  return isSeen || (step === 'redirected' && seconds.has('cancelled'))
}

function stepsOf(flows: readonly Flow[]): FunnelStep[] {
  let before: number | null = null
  return funnelSteps.map((step) => {
    const count = flows.filter((flow) => cameTo(flow, step)).length
    const times = flows.flatMap(({ seconds }) => seconds.get(step) ?? []).toSorted((a, b) => a - b)
    const conversionPercent = percentOf(count, before ?? count)
    before = count
    return {
      step,
      count,
      conversionPercent,
      fromStartPercent: percentOf(count, flows.length),
      medianSeconds: quantileOf(times, 0.5),
      p90Seconds: quantileOf(times, 0.9),
    }
  })
}

/** Of sorted seconds, with one decimal; `null` of none. */
function quantileOf(times: readonly number[], share: number): number | null {
  return times.length === 0 ? null : Math.round(10 * quantileSorted([...times], share)) / 10
}

function countWith(flows: readonly Flow[], step: connectionAttempts.ConnectionStep): number {
  return flows.filter(({ seconds }) => seconds.has(step)).length
}

function endsOf(flows: readonly Flow[]): { connected: number; cancelled: number; failed: number } {
  return {
    connected: countWith(flows, 'connected'),
    cancelled: countWith(flows, 'cancelled'),
    failed: countWith(flows, 'failed'),
  }
}

function reasonsOf(flows: readonly Flow[]): FunnelResult['reasons'] {
  const counts = new Map<string, number>()
  for (const { reason } of flows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .slice(0, mostReasons)
}

/** Each person once, whatever the number of their tries. */
function personsOf(flows: readonly Flow[]): VariantPerson[] {
  const persons = new Map<string, VariantPerson>()
  for (const { userId, variant: name, seconds } of flows) {
    const variant = textVariants.find((known) => known === name)
    if (variant === undefined) continue
    const hasConnected = seconds.has('connected') || persons.get(userId)?.hasConnected === true
    persons.set(userId, { variant, hasConnected })
  }
  return [...persons.values()]
}
