import { Column, is } from 'drizzle-orm'

/** Makes an object of a row, touching only the columns that SQLite stores otherwise than they are read. */
export function rowMaker(fields: Record<string, unknown>): (row: unknown[]) => Record<string, unknown> {
  const columns = Object.entries(fields).map(([name, field]) => ({
    name,
    column: is(field, Column) && field.mapFromDriverValue !== Column.prototype.mapFromDriverValue ? field : null,
  }))
  return (row) => {
    const made: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const { name, column } = columns[index] ?? unknownColumn
      const value = row[index]
      made[name] = column === null || value === null ? value : column.mapFromDriverValue(value)
    }
    return made
  }
}

const unknownColumn = { name: '', column: null }
