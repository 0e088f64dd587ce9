import type { ReactNode } from 'react'

export interface DataTableProps {
  caption: string
  columns: string[]
  rows: { key: string; cells: ReactNode[] }[]
  testId: string
}

/** The first cell of each row is its heading. */
export function DataTable({ caption, columns, rows, testId }: DataTableProps) {
  return (
    <div className="instagram-table-scroll" role="group" aria-label={caption} tabIndex={0}>
      <table data-testid={testId}>
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
            <tr key={key} data-day={key}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index]} data-column={index}>
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
