import { createHash } from 'node:crypto'

const modulus = 2n ** 256n

/** Adds up the hashes of rows, so that the order in which an engine gives them does not matter. */
export function makeChecksum(): { add(row: readonly unknown[]): void; readonly rows: number; readonly text: string } {
  let sum = 0n
  let rows = 0
  return {
    add(row) {
      const digest = createHash('sha256')
        .update(JSON.stringify(row.map(canonical)))
        .digest('hex')
      sum = (sum + BigInt(`0x${digest}`)) % modulus
      rows += 1
    },
    get rows() {
      return rows
    },
    get text() {
      return sum.toString(16).padStart(64, '0')
    },
  }
}

/** One form for what the engines store differently: instants as milliseconds, keys of JSON in order. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return { instant: value.getTime() }
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, canonical(item)])
}
