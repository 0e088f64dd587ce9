const mostKept = 20_000

/** Keeps the answers of a function that depends on nothing but what its key says. */
export function memoize<Parameters extends readonly unknown[], Result>(
  keyOf: (...parameters: Parameters) => string,
  compute: (...parameters: Parameters) => Result,
): (...parameters: Parameters) => Result {
  const kept = new Map<string, Result>()
  return (...parameters) => {
    const key = keyOf(...parameters)
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const result = compute(...parameters)
    kept.set(key, result)
    return result
  }
}
