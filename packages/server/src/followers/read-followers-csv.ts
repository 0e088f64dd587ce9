import { CsvError, parse, type InfoRecord } from 'csv-parse/sync'
import { AppError, type FieldProblem, type LineFault } from '../errors.ts'
import { firstImported } from './save-days.ts'

export const mostLines = 5_000
/** Of so many lines an answer tells what is wrong. */
const mostFaults = 100

const dayHeadings = new Set(['date', 'day', 'data', 'dia'])
const followersHeadings = new Set([
  'followers',
  'follower count',
  'followers count',
  'followerscount',
  'total followers',
  'seguidores',
  'total de seguidores',
  'número de seguidores',
  'numero de seguidores',
])

interface Line {
  line: number
  day: string
  followers: string
}

/**
 * The followers at the end of each day of a CSV that a user has: two columns, or those that its headings name; between
 * them a comma, a semicolon or a tab; days as `2026-11-30` or `30/11/2026`; thousands with a point or a comma or without.
 * @param today the Los Angeles day; only days before it are over
 * @returns by day, the oldest first
 * @throws AppError VALIDATION with all that is wrong, by line
 */
export function readFollowersCsv(content: string, today: string): Map<string, number> {
  const faults: LineFault[] = []
  const lines = linesOf(content, faults)
  const read = dayReader(lines, faults)
  const days = new Map<string, number>()
  for (const { line, ...texts } of lines) {
    const fault = (problem: FieldProblem) => void faults.push({ line, problem })
    const [day, followers] = [read(texts.day), countOf(texts.followers)]
    if (day === null || day < firstImported) fault('csv_day')
    else if (day >= today) fault('csv_not_over')
    if (followers === null) fault('csv_number')
    if (day === null || followers === null) continue
    if ((days.get(day) ?? followers) !== followers) fault('csv_twice')
    else days.set(day, followers)
  }
  if (faults.length > 0) {
    const first = faults.toSorted((one, other) => one.line - other.line).slice(0, mostFaults)
    throw new AppError('VALIDATION', { field: 'content', lines: first })
  }
  if (days.size === 0) throw new AppError('VALIDATION', { field: 'content', problem: 'csv_empty' })
  return new Map([...days].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function linesOf(content: string, faults: LineFault[]): Line[] {
  const records = recordsOf(content)
  const [first] = records
  if (!first) return []
  const headings = first.record.map((cell) => cell.toLowerCase())
  const [dayPlace, followersPlace] = [
    headings.findIndex((name) => dayHeadings.has(name)),
    headings.findIndex((name) => followersHeadings.has(name)),
  ]
  const areNamed = dayPlace >= 0 && followersPlace >= 0
  // Headings in another language still have no digits.
  const isHeading = areNamed || first.record.every((cell) => !/\d/.test(cell))
  const places = areNamed ? { day: dayPlace, followers: followersPlace } : { day: 0, followers: 1 }
  return records.slice(isHeading ? 1 : 0).flatMap(({ record, line }): Line[] => {
    const [day, followers] = [record[places.day], record[places.followers]]
    const isWhole = areNamed ? record.length === headings.length : record.length === 2
    if (isWhole && day && followers) return [{ line, day, followers }]
    faults.push({ line, problem: 'csv_columns' })
    return []
  })
}

function recordsOf(content: string): { record: string[]; line: number }[] {
  const [start = ''] = content.split(/[\r\n]/, 1)
  const delimiter = ['\t', ';'].find((sign) => start.includes(sign)) ?? ','
  const options = { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }
  try {
    // The guarantee: with `info` each record comes with where it stands.
    const parsed = parse(content, options) as unknown as { record: string[]; info: InfoRecord }[]
    if (parsed.length > mostLines + 1)
      throw new AppError('VALIDATION', { field: 'content', problem: 'csv_too_many_lines' })
    return parsed.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1
    throw new AppError('VALIDATION', { field: 'content', lines: [{ line, problem: 'csv_unreadable' }], cause: error })
  }
}

const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** Reads days; where a file does not say whether `03/04/2026` is of March or of April, that is a fault. */
function dayReader(lines: readonly Line[], faults: LineFault[]): (text: string) => string | null {
  const parts = lines.flatMap(({ line, day }) => {
    const found = slashed.exec(day)
    return found ? [{ line, first: Number(found[1]), second: Number(found[2]) }] : []
  })
  const isSaid = parts.some(({ first, second }) => first > 12 || second > 12)
  const doubtful = isSaid ? undefined : parts.find(({ first, second }) => first !== second)
  if (doubtful) faults.push({ line: doubtful.line, problem: 'csv_day_order' })
  return (text) => {
    const found = slashed.exec(text)
    const [, day = '', month = '', year = ''] = found ?? []
    return existing(found ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text)
  }
}

function existing(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const instant = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== text ? null : text
}

/** `null` for what is no whole number from 0 on. */
function countOf(text: string): number | null {
  const groups = text.split(/[.,\u00A0\u202F ]/)
  const separators = new Set(text.replaceAll(/\d/g, ''))
  const isGrouped =
    separators.size === 1 &&
    /^[1-9]\d{0,2}$/.test(groups[0] ?? '') &&
    groups.slice(1).every((group) => /^\d{3}$/.test(group))
  if (!isGrouped && !/^\d+$/.test(text)) return null
  const value = Number(text.replaceAll(/\D/g, ''))
  return value <= 10_000_000_000 ? value : null
}
