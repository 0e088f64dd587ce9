/** @jsxImportSource #own */
import type { ReactNode } from 'react'

interface AdminTableProps {
  caption: string
  columns: string[]
  /** The first cell of each is its heading. */
  rows: { key: string; cells: ReactNode[] }[]
  testId: string
}

/** Rows of facts: a table, and on a phone one entry below the other, with the names of the columns in it. */
export function AdminTable({ caption, columns, rows, testId }: AdminTableProps) {
  return (
    <div className="instagram-table-scroll instagram-table-open" role="group" aria-label={caption} tabIndex={0}>
      <table className="instagram-admin-table" data-testid={testId}>
        <caption className="instagram-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index]} data-label={columns[index]}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
