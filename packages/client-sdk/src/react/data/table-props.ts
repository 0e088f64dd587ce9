import type { ReactNode } from 'react'

/** Numbers as a table. The first cell of each row is its heading. */
export interface TableProps {
  /** What the table shows. */
  caption: string
  /** The heads of the columns. */
  columns: string[]
  /** Each with a key of its own. */
  rows: { key: string; cells: ReactNode[] }[]
  /** For `data-testid`, by which tests find it. */
  testId: string
  /** By which columns the user can order the rows; left out where the order is fixed. */
  sorting?: TableSorting | undefined
}

export interface TableSorting {
  /** The columns that can be chosen, from 0. */
  columns: readonly number[]
  /** The one that is, highest or newest first. */
  by: number | null
  onSort: (column: number) => void
}
