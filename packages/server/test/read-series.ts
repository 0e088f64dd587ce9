/** Sums of the samples of a scrape by the text of their name and labels. */
export interface Series {
  /** Every name that a query can use. */
  names: Set<string>
  /** `# HELP` of each metric, by its name without the endings of a histogram. */
  helps: Map<string, string>
  /** The sum of the samples of this name that have these labels, among others; `undefined` when there is none. */
  valueOf(name: string, labels?: Record<string, string>): number | undefined
}

/** Reads the text format of Prometheus, as far as prom-client writes it. */
export function readSeries(text: string): Series {
  const helps = new Map<string, string>()
  const samples: { name: string; labels: Record<string, string>; value: number }[] = []
  for (const line of text.split('\n')) {
    const help = /^# HELP (\S+) (.*)$/.exec(line)
    if (help) helps.set(String(help[1]), String(help[2]))
    const sample = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (!sample) continue
    const [, name = '', labels = '', value] = sample
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, label]) => [key, label])
    samples.push({ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) })
  }
  return {
    names: new Set(samples.map(({ name }) => name)),
    helps,
    valueOf(name, wanted = {}) {
      const found = samples.filter(
        (sample) =>
          sample.name === name && Object.entries(wanted).every(([key, value]) => sample.labels[key] === value),
      )
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
    },
  }
}
