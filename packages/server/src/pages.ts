/** A page of a list. `read` is asked for one row more than is shown, which tells whether another page follows. */
export async function readPage<Row>(
  limit: number,
  read: (limit: number) => Promise<Row[]>,
  cursorOf: (last: Row) => string,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const found = await read(limit + 1)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, nextCursor: last === undefined ? null : cursorOf(last) }
}

/** Of rows whose ids ascend. */
export const cursorOfId = ({ id }: { id: number }): string => String(id)
export const idOfCursor = (cursor: string | undefined): number | null => (cursor === undefined ? null : Number(cursor))

/** Of rows in the order of an instant and an id. @param separator no character of an instant in milliseconds */
export const cursorOfInstant = (at: Date, id: string, separator: string): string => `${at.getTime()}${separator}${id}`
export function instantOfCursor(cursor: string, separator: string): { at: Date; id: string } {
  const end = cursor.indexOf(separator)
  return { at: new Date(Number(cursor.slice(0, end))), id: cursor.slice(end + 1) }
}
