/** What was told in the text format of Prometheus. */
export interface Series {
  /** The kind of each metric, by its name. */
  types: ReadonlyMap<string, string>
  /** Every name that a query can use. */
  queryable: ReadonlySet<string>
  /** The names of the labels that samples of this metric have; none where there is no sample. */
  labelsOf(name: string): string[]
  /** The sum of the samples of this name that have these labels, among others; `undefined` when there is none. */
  valueOf(name: string, labels?: Record<string, string>): number | undefined
}

interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const endings: Record<string, readonly string[]> = { histogram: ['_bucket', '_sum', '_count'] }

/** Reads the text format as far as prom-client writes it. @param texts of one process at several times */
export function readSeries(...texts: string[]): Series {
  const types = new Map<string, string>()
  const samples: Sample[] = []
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const [, typed, kind] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? []
    if (typed !== undefined && kind !== undefined) types.set(typed, kind)
    const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    if (name === undefined) continue
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', label = '']) => [key, label] as const)
    samples.push({ name, labels: Object.fromEntries(pairs), value: Number(value) })
  }
  const namesOf = (name: string) => (endings[types.get(name) ?? ''] ?? ['']).map((ending) => name + ending)
  return {
    types,
    queryable: new Set([...types.keys()].flatMap(namesOf)),
    labelsOf(name) {
      const names = new Set([name, ...namesOf(name)])
      const found = samples.filter((sample) => names.has(sample.name)).flatMap(({ labels }) => Object.keys(labels))
      return [...new Set(found)].filter((label) => label !== 'le')
    },
    valueOf(name, wanted = {}) {
      const found = samples.filter(
        (sample) =>
          sample.name === name && Object.entries(wanted).every(([key, value]) => sample.labels[key] === value),
      )
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
    },
  }
}
