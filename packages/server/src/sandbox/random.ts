/** A number in [0, 1) that depends on nothing but the words (cyrb53). */
export function chance(...words: readonly (string | number)[]): number {
  const text = words.join('|')
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2_654_435_761)
    low = Math.imul(low ^ unit, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return ((low >>> 0) * 2_097_152 + (high >>> 11)) / 9_007_199_254_740_992
}

/** A whole number in [from, to]. */
export function chanceBetween(from: number, to: number, ...words: readonly (string | number)[]): number {
  return from + Math.floor(chance(...words) * (to - from + 1))
}

/** Rounds up or down so that the mean over many draws is the number itself. */
export function roundByChance(value: number, ...words: readonly (string | number)[]): number {
  return Math.floor(value + chance(...words))
}

/** Splits a whole number by weights; the parts add up to it. */
export function splitByWeights<Name extends string>(
  total: number,
  weights: Readonly<Record<Name, number>>,
): [Name, number][] {
  const names = Object.keys(weights) as Name[]
  const sum = names.reduce((total, name) => total + weights[name], 0)
  let rest = total
  const parts = names.map((name): [Name, number] => {
    const part = Math.min(rest, Math.floor((total * weights[name]) / sum))
    rest -= part
    return [name, part]
  })
  const first = parts[0]
  if (first !== undefined) first[1] += rest
  return parts
}

/** Splits a whole number by one key after the other: a row for each combination. */
export function splitByKeys(
  total: number,
  keys: readonly string[],
  weightsOf: (key: string) => Readonly<Record<string, number>>,
): { dimension_values: string[]; value: number }[] {
  return keys.reduce(
    (rows, key) =>
      rows.flatMap(({ dimension_values: names, value }) =>
        splitByWeights(value, weightsOf(key)).map(([name, part]) => ({
          dimension_values: [...names, name],
          value: part,
        })),
      ),
    [{ dimension_values: [] as string[], value: total }],
  )
}
