/**
 * What changed: a run of a sync, or what a user is told; or who signed out. Ids only; whoever hears it looks at the
 * rows.
 */
export interface PublishedChange {
  topic: (typeof topics)[number]
  id: string
}
export const topics = ['sync_run', 'person', 'sign_out'] as const

export interface Subscriber {
  hear(change: PublishedChange): void
  /** Some may have been missed, because the line was down: whoever waits for one looks once. */
  missed(): void
}
