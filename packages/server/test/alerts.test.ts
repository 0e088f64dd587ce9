import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { scrapeEverything } from './scraped.ts'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const prefix = 'instagram_dashboard_'

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; runbook: string }
}

interface Panel {
  id: number
  title: string
  targets?: { expr: string }[]
}

const { groups } = parse(read('deploy/alerts.yml')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const board = JSON.parse(read('deploy/grafana/instagram-dashboard.json')) as { panels: Panel[] }
const panels = board.panels.filter(({ targets }) => targets !== undefined)
const operations = read('docs/operations.md')

/** Anchors of the headings, as GitHub makes them. */
const anchors = new Set(
  [...operations.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  ),
)

interface Query {
  isWhole: boolean
  selectors: { name: string; labels: string[] }[]
}

/** What a query asks for. @returns also whether it can be read as a whole */
function readQuery(text: string): Query {
  // Grafana puts the interval in.
  const query = text.replaceAll('$__rate_interval', '5m')
  const found: Query = { isWhole: true, selectors: [] }
  parser.parse(query).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) found.isWhole = false
      if (type.name === 'VectorSelector') {
        const name = node.getChild('Identifier')
        const labels = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
        found.selectors.push({
          name: name ? query.slice(name.from, name.to) : query.slice(from, to),
          labels: labels.map(({ firstChild: label }) => (label ? query.slice(label.from, label.to) : '')),
        })
      }
    },
  })
  return found
}

const queries: [string, string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
  ...panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }, index): [string, string] => [`panel ${title} (${index})`, expr]),
  ),
]

test('the rules, the board and the documentation name the series and labels that a running dashboard has', async () => {
  const series = await scrapeEverything()
  for (const [place, expr] of queries) {
    const { isWhole, selectors } = readQuery(expr)
    expect({ place, expr, isWhole, isAbout: selectors.length > 0 }).toMatchObject({ isWhole: true, isAbout: true })
    for (const { name, labels } of selectors) {
      expect(series.queryable, `${place}: ${name}`).toContain(name)
      const known = series.labelsOf(name)
      // What the other engine alone has, has no samples here.
      if (known.length > 0) expect(known, `${place}: labels of ${name}`).toEqual(expect.arrayContaining(labels))
    }
  }

  const [, section = ''] = operations.split('\n## Metrics\n')
  const [table = ''] = section.split('\n## ')
  const documented = [...table.matchAll(/^\| (`[^|]+) \|([^|]*)\|/gm)].flatMap(([, names = '', labels = '']) =>
    wordsIn(names).map((name) => ({ name: `${prefix}${name}`, labels: wordsIn(labels).toSorted() })),
  )
  const told = [...series.types.keys()].filter((name) => name.startsWith(prefix))
  expect(documented.map(({ name }) => name).toSorted()).toEqual(told.toSorted())
  for (const { name, labels } of documented) {
    const known = series.labelsOf(name).toSorted()
    if (known.length > 0) expect({ name, labels }).toEqual({ name, labels: known })
  }
})

const wordsIn = (cell: string) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, word = '']) => word)

test('each alert says what it is, how grave, and has a runbook of its own', () => {
  expect(rules.length).toBeGreaterThan(20)
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  for (const { alert, labels, annotations } of rules) {
    expect(annotations.summary).toMatch(/\S/)
    expect(labels.severity).toMatch(/^(warning|critical)$/)
    const [file, anchor = ''] = annotations.runbook.split('#')
    expect(file).toBe('docs/operations.md')
    expect(anchor).toBe(alert.toLowerCase())
    expect([...anchors]).toContain(anchor)
  }
})

test('the board has each panel once, with something to show', () => {
  expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length)
  expect(panels.every(({ targets = [] }) => targets.length > 0)).toBe(true)
})
