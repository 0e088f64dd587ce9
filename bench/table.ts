import type { Goal, Row } from './benchmark.ts'

const heads = ['id', 'ratio', 'goal', '', 'value', 'baseline', 'unit', 'runs']

/** The rows as a table for a terminal; it is Markdown too. */
export function tableOf(rows: readonly Row[], goals: Readonly<Record<string, Goal>>): string {
  const lines = rows.map((row) => {
    const goal = goals[row.id]
    return [
      row.id,
      row.ratio === null ? '–' : row.ratio.toFixed(2),
      goal ? goalInWords(goal, row.unit) : '–',
      goal ? (isReached(row, goal) ? 'ok' : 'missed') : '',
      figure(row.value),
      row.baseline === null ? '–' : figure(row.baseline),
      row.unit,
      String(row.runs),
    ]
  })
  const widths = heads.map((head, column) =>
    Math.max(...[heads, ...lines].map((line) => (line[column] ?? head).length)),
  )
  const format = (line: readonly string[]) =>
    `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`
  return [format(heads), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.map(format)].join('\n')
}

export function isReached(
  { ratio, value }: Row,
  { figure: name, atLeast = -Infinity, atMost = Infinity }: Goal,
): boolean {
  const reached = name === 'ratio' ? ratio : value
  return reached !== null && reached >= atLeast && reached <= atMost
}

function goalInWords({ figure: name, atLeast, atMost }: Goal, unit: string): string {
  const bounds = [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
  ].join(' and ')
  return name === 'ratio' ? bounds : `${bounds} ${unit}`
}

function figure(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 3 })
}
