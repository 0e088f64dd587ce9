import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | boolean | null

/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly and that can not run anything in them: with a byte order
 * mark, and with an apostrophe before what would be read as a formula.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  })
}
