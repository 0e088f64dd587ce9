import type { connectionAttempts } from '@instagram-dashboard/db'
import type { Flow } from './funnel-flows.ts'

type Step = connectionAttempts.ConnectionStep
/** How it ended for somebody; `null` while it has not, or when they never came back. */
export type End = 'connected' | 'cancelled' | 'failed' | null

/** A person with all of their flows, which count once however many they are. */
export interface FunnelPerson {
  /** Of their first flow. */
  day: string
  /** Seconds from the start of the flow in which they first came to each step. */
  seconds: Map<Step, number>
  end: End
  reasons: Set<string>
}

/** @param flows in the order in which they started */
export function peopleOf(flows: readonly Flow[]): FunnelPerson[] {
  const people = new Map<string, FunnelPerson>()
  for (const flow of flows) {
    const known = people.get(flow.userId)
    const person = known ?? { day: flow.day, seconds: new Map<Step, number>(), end: null, reasons: new Set<string>() }
    if (!known) people.set(flow.userId, person)
    for (const [step, seconds] of flow.seconds) if (!person.seconds.has(step)) person.seconds.set(step, seconds)
    if (person.end !== 'connected') person.end = endOf(flow) ?? person.end
    if (flow.reason !== null) person.reasons.add(flow.reason)
  }
  return [...people.values()]
}

function endOf({ seconds }: Flow): End {
  return (['connected', 'cancelled', 'failed'] as const).find((step) => seconds.has(step)) ?? null
}

/** How many people it ended for in each way. */
export function endsOf(people: readonly FunnelPerson[]): Record<NonNullable<End>, number> {
  const countOf = (wanted: End) => people.filter(({ end }) => end === wanted).length
  return { connected: countOf('connected'), cancelled: countOf('cancelled'), failed: countOf('failed') }
}
