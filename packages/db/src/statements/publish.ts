import { publisher, type Handle } from './handle.ts'
import type { PublishedChange, Subscriber } from './published-change.ts'

/** Tells every subscriber, of other processes too on PostgreSQL, once the transaction of the handle is committed. */
export async function publish(handle: Handle, change: PublishedChange): Promise<void> {
  await publisher(handle)(change)
}

/** The subscribers of this process. */
export class Subscribers {
  readonly #subscribers = new Set<Subscriber>()

  add(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber)
    return () => void this.#subscribers.delete(subscriber)
  }

  tell(change: PublishedChange): void {
    for (const subscriber of this.#subscribers) subscriber.hear(change)
  }

  tellMissed(): void {
    for (const subscriber of this.#subscribers) subscriber.missed()
  }
}
