import type { MaybeRefOrGetter, Ref } from 'vue'
import type * as queries from '../queries/index.ts'

/** A value, a ref of it, or a function that gives it: what changes is asked anew. */
export type Given<Value> = MaybeRefOrGetter<Value>

/** An answer whose parts are refs, to be taken apart in `setup`; its functions are plain. */
export type AsRefs<Answer> = {
  readonly [Part in keyof Answer]: Answer[Part] extends (...input: never[]) => unknown
    ? Answer[Part]
    : Readonly<Ref<Answer[Part]>>
}

/** What a read gives. `data` stays while a newer answer is on its way. */
export type InstagramQuery<Data> = AsRefs<queries.InstagramQuery<Data>>
/** A list that grows by `fetchNextPage`. */
export type InstagramList<Item, Page> = AsRefs<queries.InstagramList<Item, Page>>
/** What a change gives: `run` makes it, and rejects with an `InstagramError`, which `error` holds too. */
export type InstagramMutation<Input, Data> = AsRefs<queries.InstagramMutation<Input, Data>>

export interface QueryOptions {
  /** `false` waits. */
  enabled?: Given<boolean>
  /** Reads again after so many seconds, for as long as the page is looked at. */
  refreshSeconds?: Given<number | undefined>
}
