const deepest = 16

/** Whether a value from outside nests so deep that reading it could exhaust the stack. */
export function isTooDeep(value: unknown): boolean {
  return nestsDeeper(value, deepest)
}

/** Ends at the first branch that does, so that looking takes no more stack than is allowed. */
function nestsDeeper(value: unknown, levels: number): boolean {
  if (levels < 0) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((item) => nestsDeeper(item, levels - 1))
}
