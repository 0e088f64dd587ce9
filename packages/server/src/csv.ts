import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | boolean | null

/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly and that can not run anything in them: with a byte order
 * mark, and with an apostrophe before what would be read as a formula, also by a spreadsheet that cuts the cells at
 * another sign, as Excel does by the country that it is set to. Only texts are changed; numbers are as they are.
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
  cast: { boolean: String, string: textCell },
} as const

/** Whatever cuts a cell or a row for some reader, whose next sign begins another one. */
const cuts = String.raw`,;\t\r\n`
/** By which a formula begins, with the wide forms; spreadsheets pass over a NUL. A quote may stand before it. */
const signs = String.raw`=+\-@\uFF1D\uFF0B\uFF0D\uFF20\0`
const beginnings = new RegExp(`(^|[${cuts}])("*)([${signs}])`, 'g')
const needsQuotes = new RegExp(`["${cuts}]`)

function textCell(text: string): { value: string; quoted: boolean } {
  return { value: text.replaceAll(beginnings, "$1$2'$3"), quoted: needsQuotes.test(text) }
}

const formatOf = ({ delimiter, decimal }: CsvForm) => ({
  ...format,
  delimiter,
  cast: { ...format.cast, number: (value: number) => String(value).replace('.', decimal) },
})
