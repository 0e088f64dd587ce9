import { writeXlsxStream, type CellValue, type ColumnDef } from 'hucre/xlsx'
import { DateTime } from 'luxon'
import { minuteMs } from '../clock/index.ts'
import { toCsv, toCsvRows, type CsvCell } from '../csv.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { ExportColumn, ExportValue } from './export-columns.ts'
import type { ExportRows } from './export-datasets.ts'
import { mediaType } from './media-contract.ts'

/** For whom a table is written. */
export interface Reader {
  locale: Locale
  /** In which instants are told. */
  timeZone: string
}

/** The file as JSON: what it holds stands by the names of the procedures. */
export async function* writeJson({ head, key, pages }: ExportRows, username: string): AsyncGenerator<string> {
  const fields = Object.entries({ username, ...head }).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  )
  yield `{${fields.join(',')},${JSON.stringify(key)}:[`
  let mark = '\n'
  for await (const page of pages()) {
    if (page.length === 0) continue
    yield mark + page.map((row) => JSON.stringify(row)).join(',\n')
    mark = ',\n'
  }
  yield '\n]}\n'
}

/** The file as CSV for programs: the names of the REST paths, points and commas, instants in UTC. */
export async function* writeCsv({ columns, pages }: ExportRows): AsyncGenerator<string> {
  yield toCsv(
    columns.map(({ name }) => snakeCase(name)),
    [],
  )
  for await (const page of pages()) yield toCsvRows(page.map((row) => columns.map(({ read }) => plainCell(read(row)))))
}

function plainCell(value: ExportValue): CsvCell {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null ? value.map(snakeCase).join(' ') : value
}

/** The file as CSV for the spreadsheets of Brazil, which take a comma for the mark of decimals. */
export async function* writeBrazilianCsv({ columns, pages }: ExportRows, reader: Reader): AsyncGenerator<string> {
  const shown = readable(columns)
  const form = { delimiter: ';', decimal: ',' } as const
  const cellOf = ({ kind, read }: ExportColumn<object>, row: object): CsvCell => {
    const value = read(row)
    if (kind === 'day' && typeof value === 'string') return value.split('-').toReversed().join('/')
    if (value instanceof Date) {
      return DateTime.fromJSDate(value, { zone: reader.timeZone }).toFormat('dd/MM/yyyy HH:mm')
    }
    return inWords(kind, value, reader)
  }
  yield toCsv(
    shown.map((column) => headingOf(column, reader)),
    [],
    form,
  )
  for await (const page of pages()) {
    yield toCsvRows(
      page.map((row) => shown.map((column) => cellOf(column, row))),
      form,
    )
  }
}

const widths: Record<ExportColumn<object>['kind'], number> = {
  day: 12,
  instant: 17,
  number: 14,
  text: 24,
  flag: 10,
  names: 28,
  type: 12,
}

/** The file as a workbook: numbers and dates are numbers and dates in it, and a text is never a formula. */
export function writeWorkbook(
  { columns, pages }: ExportRows,
  { sheet, reader }: { sheet: string; reader: Reader },
): AsyncIterable<Uint8Array> {
  const shown = readable(columns)
  const dayForm = reader.locale === 'pt-BR' ? 'dd/mm/yyyy' : 'yyyy-mm-dd'
  const forms: Partial<Record<ExportColumn<object>['kind'], string>> = { day: dayForm, instant: `${dayForm} hh:mm` }
  const defined = shown.map((column): ColumnDef => {
    const form = forms[column.kind]
    const header = headingOf(column, reader)
    return {
      header: inCell(header),
      width: Math.max(widths[column.kind], header.length + 2),
      ...(form === undefined ? {} : { numFmt: form }),
    }
  })
  const cellOf = ({ kind, read }: ExportColumn<object>, row: object): CellValue => {
    const value = read(row)
    if (kind === 'day' && typeof value === 'string') return new Date(Date.parse(value))
    if (value instanceof Date) return onTheClock(value, reader.timeZone)
    const words = inWords(kind, value, reader)
    return typeof words === 'string' ? inCell(words) : words
  }
  async function* rows() {
    for await (const page of pages()) for (const row of page) yield shown.map((column) => cellOf(column, row))
  }
  return writeXlsxStream(rows(), { name: sheet, columns: defined, freezePane: { rows: 1 } })
}

/** A workbook knows no zones: the instant at which clocks of UTC show what those of the zone do, to the minute. */
function onTheClock(instant: Date, timeZone: string): Date {
  const { offset } = DateTime.fromJSDate(instant, { zone: timeZone })
  return new Date((Math.floor(instant.getTime() / minuteMs) + offset) * minuteMs)
}

/** The most that a cell holds, in characters; a longer one makes a workbook that Excel calls damaged. */
const longestCell = 32_767

/** `_x000D_` is a carriage return in a workbook (ECMA-376 22.9.2.19), and two characters are none of XML's. */
const inCell = (text: string) =>
  text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .slice(0, longestCell)

const readable = (columns: ExportRows['columns']) => columns.filter(({ isForPrograms }) => isForPrograms !== true)

function headingOf({ name, kind }: ExportColumn<object>, { locale, timeZone }: Reader): string {
  const heading = say(`export.columns.${name}`, locale, {})
  return kind === 'instant' ? `${heading} (${timeZone})` : heading
}

function inWords(
  kind: ExportColumn<object>['kind'],
  value: Exclude<ExportValue, Date>,
  { locale }: Reader,
): string | number | boolean | null {
  if (value === null) return null
  if (typeof value === 'object') return value.map((name) => say(`export.columns.${name}`, locale, {})).join(', ')
  if (typeof value === 'boolean') return say(value ? 'export.yes' : 'export.no', locale, {})
  const type = kind === 'type' ? mediaType.options.find((option) => option === value) : undefined
  return type === undefined ? value : say(`export.types.${type}`, locale, {})
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
