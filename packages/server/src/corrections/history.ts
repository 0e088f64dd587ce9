import type { earlierReadings } from '@instagram-dashboard/db'

type PackedBefore = earlierReadings.PackedBefore

/** One state of a row, and since when it was so. */
export interface State<Row> {
  row: Row
  /** Unix milliseconds; of the oldest state `null`, of which the row itself says it. */
  since: number | null
}

/**
 * All states of a row, the newest first. What was written earlier is never taken to have happened later, nor later than
 * now: a clock that ran ahead has dated it.
 * @param unpack makes of a state the one before; `null` where what is told is about something else
 */
export function statesOf<Row>(
  newest: Row,
  readings: readonly earlierReadings.PackedReading[],
  { unpack, now }: { unpack: (before: PackedBefore, after: Row) => Row | null; now: Date },
): State<Row>[] {
  const states: State<Row>[] = []
  let row = newest
  let latest = now.getTime()
  for (const [until, before] of readings.toReversed()) {
    latest = Math.min(latest, until)
    const earlier = unpack(before, row)
    if (earlier === null) continue
    states.push({ row, since: latest })
    row = earlier
  }
  return [...states, { row, since: null }]
}

/**
 * The state at an instant and since when it was so; `null` when the row was not there yet.
 * @param bornAt since when the oldest state was so
 */
export function stateAt<Row>(
  states: readonly State<Row>[],
  { asOf, now, bornAt }: { asOf: Date; now: Date; bornAt: (oldest: Row) => Date },
): { row: Row; since: Date } | null {
  for (const { row, since } of states) {
    // A row that was changed was there before, whatever a wrong clock has dated it.
    const known = since ?? Math.min(bornAt(row).getTime(), now.getTime(), states.at(-2)?.since ?? Infinity)
    if (known <= asOf.getTime()) return { row, since: new Date(known) }
  }
  return null
}
