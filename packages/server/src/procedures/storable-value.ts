const deepest = 16

/**
 * Whether a value from outside can be read and kept: it does not nest so deep that reading it could exhaust the stack,
 * and its texts are ones that every database stores. PostgreSQL has no NUL, and half a surrogate pair is no text.
 */
export function isReadable(value: unknown): boolean {
  return isReadableAt(value, deepest)
}

export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** Ends at the first branch that is not, so that looking takes no more stack than is allowed. */
function isReadableAt(value: unknown, levels: number): boolean {
  if (levels < 0) return false
  if (typeof value === 'string') return isStorableText(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, item]) => isStorableText(name) && isReadableAt(item, levels - 1))
}
