/** Nothing was changed. */
const same = 0

/**
 * What a number was, told by what it is now: how much more it was, which is little where it was corrected; the number
 * itself as a text where there is none now; `null` where there was none.
 */
export type PackedNumber = number | string | null

export function packNumber(before: number | null, after: number | null): PackedNumber {
  if (before === after) return same
  if (before === null) return null
  return after === null ? String(before) : before - after
}

/** @param packed `undefined` beyond the end of a list, where nothing was changed */
export function unpackNumber(packed: PackedNumber | undefined, after: number | null): number | null {
  if (packed === undefined || packed === same) return after
  if (packed === null) return null
  return typeof packed === 'string' ? Number(packed) : (after ?? 0) + packed
}

/** Without what was not changed at its end; empty where nothing was. */
export function packNumbers(before: readonly (number | null)[], after: readonly (number | null)[]): PackedNumber[] {
  const packed = before.map((number, index) => packNumber(number, after[index] ?? null))
  return packed.slice(0, packed.findLastIndex((number) => number !== same) + 1)
}
