/** One line of the table. */
export interface Row {
  id: string
  /** Product against baseline in the sense of the goal; `null` where there is nothing to compare with. */
  ratio: number | null
  /** What the product reached. */
  value: number
  unit: string
  /** What the baseline reached in the same run, in the same unit. */
  baseline: number | null
  /** How many runs `ratio`, `value` and `baseline` are the medians of. */
  runs: number
}

/** What a row should reach. */
export interface Goal {
  figure: 'ratio' | 'value'
  atLeast?: number
  atMost?: number
}

/** A program that measures one thing. */
export interface Benchmark {
  /** The rows that it makes. */
  ids: readonly string[]
  /** One line for the person who reads the table. */
  what: string
  goals: Readonly<Record<string, Goal>>
  run(): Promise<Row[]>
}
