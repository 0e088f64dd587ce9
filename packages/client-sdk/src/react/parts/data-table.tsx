/** @jsxImportSource #own */
import type { TableProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

/** The first cell of each row is its heading. */
function OurTable({ caption, columns, rows, testId, sorting }: TableProps) {
  return (
    <div className="instagram-table-scroll" role="group" aria-label={caption} tabIndex={0}>
      <table data-testid={testId}>
        <caption className="instagram-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" {...(sorting?.by === index && { 'aria-sort': 'descending' as const })}>
                {sorting?.columns.includes(index) ? (
                  <button type="button" className="instagram-sort" onClick={() => sorting.onSort(index)}>
                    {column}
                    <span aria-hidden="true">{sorting.by === index ? '↓' : '↕'}</span>
                  </button>
                ) : (
                  column
                )}
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

export const DataTable = replaceable('Table', OurTable)
