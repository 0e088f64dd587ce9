import { earlierReadings, type Handle } from '@instagram-dashboard/db'

type PackedBefore = earlierReadings.PackedBefore
type PackedReading = earlierReadings.PackedReading

/** What some days were before a transaction changed them. */
export type Befores = Map<string, PackedBefore>

/** Adds what of a day was otherwise, if anything was. */
export function addBefore(befores: Befores, day: string, before: PackedBefore | null): void {
  if (before === null) return
  const known = befores.get(day)
  befores.set(day, { ...known, ...before, ...(known?.p && before.p ? { p: { ...known.p, ...before.p } } : {}) })
}

/** Keeps what days were until now, in the transaction that changes them. Without a change nothing is written. */
export async function keepEarlier(
  tx: Handle,
  { accountId, befores, at }: { accountId: string; befores: Befores; at: Date },
): Promise<void> {
  const days = [...befores.keys()].toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return
  const stored = await earlierReadings.list(tx, accountId, { first, last })
  const known = new Map(stored.map(({ day, readings }) => [day, readings]))
  for (const [day, before] of befores) {
    const readings: PackedReading[] = [...(known.get(day) ?? []), [at.getTime(), before]]
    await earlierReadings.save(tx, { accountId, day, readings })
  }
}

/** Forgets what the followers of days after one were: a wrong clock brought them, and they are there no more. */
export async function forgetFollowersAfter(tx: Handle, accountId: string, after: string): Promise<void> {
  for (const { day, readings } of await earlierReadings.listAfter(tx, accountId, after)) {
    const others = readings.flatMap(([until, { f: _followers, ...before }]): PackedReading[] =>
      Object.keys(before).length === 0 ? [] : [[until, before]],
    )
    await earlierReadings.save(tx, { accountId, day, readings: others })
  }
}
