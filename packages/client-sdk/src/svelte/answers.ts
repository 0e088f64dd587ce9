import type { Readable } from 'svelte/store'
import type * as queries from '../queries/index.ts'

/** A value, or a store of it: what changes is asked anew. Of a rune, `toStore(() => value)` makes one. */
export type Given<Value> = Value | Readable<Value>

/** What a read gives. `data` stays while a newer answer is on its way. */
export type InstagramQuery<Data> = Readable<queries.InstagramQuery<Data>>
/** A list that grows by `fetchNextPage`. */
export type InstagramList<Item, Page> = Readable<queries.InstagramList<Item, Page>>
/** What a change gives: `run` makes it, and rejects with an `InstagramError`, which `error` holds too. */
export type InstagramMutation<Input, Data> = Readable<queries.InstagramMutation<Input, Data>>

export interface QueryOptions {
  /** `false` waits. */
  enabled?: Given<boolean>
  /** Reads again after so many seconds, for as long as the page is looked at. */
  refreshSeconds?: Given<number | undefined>
}
