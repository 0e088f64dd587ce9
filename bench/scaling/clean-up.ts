import { retention, type Database } from '@instagram-dashboard/db'

const dayMs = 86_400_000
/** What the settings keep when nothing is set, and what the clean-up keeps of itself. */
const keptDays = { traces: 400, told: 30, storyPictures: 2 }

/** What the product drops each night. */
export async function cleanUp(db: Database, at: Date): Promise<void> {
  const before = (days: number) => new Date(at.getTime() - days * dayMs)
  const bounds: [retention.DroppedKind, number][] = [
    ['connectionAttempts', keptDays.traces],
    ['syncRuns', keptDays.traces],
    ['notifications', keptDays.traces],
    ['deliveries', keptDays.told],
    ['storyPictures', keptDays.storyPictures],
  ]
  for (const [kind, days] of bounds) while ((await retention.dropBatch(db, kind, before(days))) > 0) continue
}
