import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | boolean | null

/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly and that can not run anything in them: with a byte order
 * mark, and with an apostrophe before what would be read as a formula.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection, OWASP ASVS 5 1.2.10
 */
export function toCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  form: CsvForm = forPrograms,
): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], { ...formatOf(form), bom: true })
}

/** More rows of such a table. */
export function toCsvRows(rows: readonly (readonly CsvCell[])[], form: CsvForm = forPrograms): string {
  return stringify(
    rows.map((row) => [...row]),
    formatOf(form),
  )
}

/** What stands between two cells, and what between a whole number and its decimals. */
export interface CsvForm {
  delimiter: ',' | ';'
  decimal: '.' | ','
}
const forPrograms: CsvForm = { delimiter: ',', decimal: '.' }

const format = {
  record_delimiter: 'windows',
  escape_formulas: true,
  // Left bare, a line feed inside of a cell begins a row, and what follows it a cell that is a formula.
  quoted_match: /[\r\n]/,
  // The library knows the other signs by which a formula begins.
  cast: { boolean: String, string: (text: string) => (text.startsWith('\0') ? `'${text}` : text) },
} as const

const formatOf = ({ delimiter, decimal }: CsvForm) => ({
  ...format,
  delimiter,
  cast: { ...format.cast, number: (value: number) => String(value).replace('.', decimal) },
})
