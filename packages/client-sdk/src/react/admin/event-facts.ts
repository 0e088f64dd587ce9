/** An event in the words of its sentence. What is not among its facts is empty, or 0. */
export interface EventFacts {
  /** Who did it. */
  by: string
  /** `@username`, or that it was some account. */
  account: string
  /** The user whom it is about. */
  person: string
  /** Why, by its code, its reason or its cause. */
  reason: string
  text: (name: string) => string
  is: (name: string) => boolean
  count: (name: string) => number
  /** Of several, how many. */
  size: (name: string) => number
  /** A count, or the size of several, as it is written. */
  number: (name: string) => string
  list: (name: string) => string
  /** A day `YYYY-MM-DD` as it is written. */
  day: (name: string) => string
}
