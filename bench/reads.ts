import { deepStrictEqual } from 'node:assert/strict'
import type { Benchmark, Row } from './benchmark.ts'
import { createDataset, encryptionKey, secret, type Dataset } from './dataset.ts'
import { interleave } from './interleave.ts'
import type { Asked } from './programs/load.ts'
import { requestsOf } from './requests.ts'
import { load, startProgram, type Program } from './start-program.ts'

const accounts = 2_000
const days = 365
const connections = 8
const warmCpuSeconds = 1
const cpuSeconds = 0.6
const longestSeconds = 8
const unit = 'answers per second of one core'

const kinds = ['timeline', 'breakdown', 'dashboard', 'notModified'] as const
const byFetch = 'fetchDoor'
type Kind = (typeof kinds)[number] | typeof byFetch

export const reads: Benchmark = {
  ids: [...kinds, byFetch],
  what: `reads of ${accounts} accounts with ${days} days each, against node:http and prepared SQL`,
  goals: {
    timeline: { figure: 'ratio', atLeast: 0.45 },
    breakdown: { figure: 'ratio', atLeast: 0.45 },
    dashboard: { figure: 'ratio', atLeast: 0.5 },
    notModified: { figure: 'ratio', atLeast: 0.8 },
    [byFetch]: { figure: 'ratio', atLeast: 0.6 },
  },
  async run() {
    const dataset = await createDataset({ accounts, days })
    try {
      return await measureReads(dataset)
    } finally {
      dataset.remove()
    }
  },
}

async function measureReads(dataset: Dataset): Promise<Row[]> {
  const programs: Program[] = []
  const start = async (...given: Parameters<typeof startProgram>) => {
    const program = await startProgram(...given)
    programs.push(program)
    return program
  }
  try {
    const requests = requestsOf(dataset)
    const common = { file: dataset.file, secret, encryptionKey, headers: [] }
    const product = await start('product', { core: 'server', settings: common })
    const settings = { ...common, headers: await headersOf(product, requests.rest[0]) }
    const bare = await start('bare', { core: 'server', settings })
    const loader = await start('load', { core: 'load' })
    await refuseDifferentAnswers(product, bare, requests)
    const rows: Row[] = []
    for (const kind of kinds) {
      const sideOf = async (program: Program): Promise<Side> => ({
        program,
        requests: kind === 'notModified' ? await withTags(program, requests.rest) : requests[kind],
      })
      rows.push(await compare(kind, { loader, product: await sideOf(product), baseline: await sideOf(bare) }))
    }
    // The same product by `fetch`, against itself by `handler`.
    const fetched = await start('fetched', { core: 'server', settings: common })
    const { dashboard } = requests
    await refuseDifferentAnswers(product, fetched, requests)
    const sides = {
      product: { program: fetched, requests: dashboard },
      baseline: { program: product, requests: dashboard },
    }
    rows.push(await compare(byFetch, { loader, ...sides }))
    return rows
  } finally {
    for (const program of programs) await program.stop()
  }
}

interface Side {
  program: Program
  requests: Asked[]
}

/**
 * Answers by the server's own CPU time: what one core that does nothing else would give, whoever else uses this machine
 * meanwhile.
 */
async function compare(
  kind: Kind,
  { loader, product, baseline }: { loader: Program; product: Side; baseline: Side },
): Promise<Row> {
  const ask = async ({ program, requests }: Side, budget: number): Promise<number> => {
    const order = {
      url: program.url,
      requests,
      connections,
      seconds: longestSeconds,
      status: kind === 'notModified' ? 304 : 200,
    }
    const report = await load(loader, order, { asked: program, cpuSeconds: budget })
    return report.answers / report.cpuSeconds
  }
  // The first run is for the compilers.
  for (const side of [product, baseline]) await ask(side, warmCpuSeconds)
  const { spread, ...figures } = await interleave({
    product: () => ask(product, cpuSeconds),
    baseline: () => ask(baseline, cpuSeconds),
  })
  console.error(`  ${kind}: pairs from ${spread[0].toFixed(2)} to ${spread[1].toFixed(2)}`)
  return { id: kind, unit, ...figures }
}

const fetchOf = ({ url }: Program, { path, headers }: Asked) => fetch(`${url}${path}`, { headers })
const changing = [
  'date',
  'connection',
  'keep-alive',
  'x-request-id',
  'content-type',
  'content-length',
  'etag',
  'transfer-encoding',
]

/** Headers that are the same in every answer of the product. */
async function headersOf(product: Program, asked: Asked | undefined): Promise<[string, string][]> {
  if (!asked) return []
  return [...(await fetchOf(product, asked)).headers].filter(([name]) => !changing.includes(name))
}

/** Both must say the same, or the comparison is worth nothing. */
async function refuseDifferentAnswers(
  product: Program,
  bare: Program,
  { timeline, breakdown, dashboard }: Record<'timeline' | 'breakdown' | 'dashboard', Asked[]>,
): Promise<void> {
  for (const asked of [timeline, breakdown, dashboard].flatMap((list) => [list[0], list[40], list[1_000]])) {
    if (!asked) continue
    const answers = await Promise.all([product, bare].map(async (program) => (await fetchOf(program, asked)).text()))
    const [left = '', right = ''] = answers
    deepStrictEqual(JSON.parse(right), JSON.parse(left), `The bare program answers ${asked.path} otherwise`)
    // The order of names is nobody's promise; the number of bytes says that both write the same.
    if (left.length !== right.length) throw new Error(`The bare program writes more or less to ${asked.path}`)
  }
}

/** The same requests as whoever has the answer already sends them. */
async function withTags(program: Program, requests: Asked[]): Promise<Asked[]> {
  const tagged: Asked[] = []
  for (const asked of requests) {
    const response = await fetchOf(program, asked)
    await response.arrayBuffer()
    const tag = response.headers.get('etag')
    if (tag !== null) tagged.push({ ...asked, headers: { ...asked.headers, 'if-none-match': tag } })
  }
  return tagged
}
