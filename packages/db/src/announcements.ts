import type { Handle } from './handle.ts'
import { announcer } from './handle.ts'

/**
 * What changed: a run of a sync, or what a person is told; or who signed out. Ids only; whoever hears it looks at the
 * rows.
 */
export interface Announcement {
  topic: (typeof announcementTopics)[number]
  id: string
}
export const announcementTopics = ['sync_run', 'person', 'sign_out'] as const

export interface Listener {
  hear(announcement: Announcement): void
  /** Some may have been missed, because the line was down: whoever waits for one looks once. */
  missed(): void
}

/** Tells every listener, of other processes too on PostgreSQL, once the transaction of the handle is committed. */
export async function announce(handle: Handle, announcement: Announcement): Promise<void> {
  await announcer(handle)(announcement)
}

/** The listeners of this process. */
export class Listeners {
  readonly #listeners = new Set<Listener>()

  add(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell(announcement: Announcement): void {
    for (const listener of this.#listeners) listener.hear(announcement)
  }

  tellMissed(): void {
    for (const listener of this.#listeners) listener.missed()
  }
}
