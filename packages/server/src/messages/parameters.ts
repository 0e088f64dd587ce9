/** Messages that are told the same. */
export type EachOf<Key extends string, Parameters> = { [Name in Key]: Parameters }
export type Nothing = Record<never, never>
