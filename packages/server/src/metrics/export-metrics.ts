import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { say, type Locale } from '../messages/messages.ts'
import { bytesOf, type FileInPieces } from '../procedures/file-in-pieces.ts'
import type { MetricsExportInput, MetricsExportResult } from './export-contract.ts'
import { openRows, type ExportRows } from './export-datasets.ts'
import { writeBrazilianCsv, writeCsv, writeJson, writeWorkbook } from './export-formats.ts'

interface Recipient {
  /** The language of sentences. */
  locale: Locale
  /** The same where the caller has said it. */
  askedLocale?: Locale | undefined
  /** Takes the file before it is made, in place of the answer. */
  takesFile?: ((file: FileInPieces) => void) | undefined
}

/** What is answered at once; a longer file goes out in pieces alone. */
const longestAnswer = 16 * 1024 * 1024

/**
 * Numbers of an account as a file, oldest first; posts newest first. An unknown number is an empty cell or `null`, never 0.
 * @throws AppError VALIDATION for a range that can not be, or for a file that is too long for one answer
 */
export async function exportMetrics(
  deps: Deps,
  account: accounts.AccountRow,
  { recipient, ...input }: MetricsExportInput & { recipient: Recipient },
): Promise<MetricsExportResult> {
  const { dataset = 'days', format } = input
  const rows = await openRows(dataset)(deps, account, input)
  // A username is Instagram's, but a file name is ours: nothing but letters that every system takes.
  const name = account.username.replace(/[^\w.-]/g, '_')
  const locale = input.locale ?? recipient.askedLocale
  const reader = { locale: locale ?? recipient.locale, timeZone: deps.settings.scheduleTimeZone }
  const sheet = say(`export.datasets.${dataset}`, reader.locale, {})
  const file: FileInPieces = {
    fileName: `instagram-${name}-${rows.name}.${format}`,
    ...piecesOf(rows, { format, username: account.username, isForPrograms: locale !== 'pt-BR', sheet, reader }),
  }
  if (!recipient.takesFile) return inOneAnswer(file)
  recipient.takesFile(file)
  return { ...headOf(file), content: '' }
}

function piecesOf(
  rows: ExportRows,
  {
    format,
    username,
    isForPrograms,
    sheet,
    reader,
  }: {
    format: MetricsExportInput['format']
    username: string
    isForPrograms: boolean
    sheet: string
    reader: { locale: Locale; timeZone: string }
  },
): Omit<FileInPieces, 'fileName'> {
  switch (format) {
    case 'csv': {
      const pieces = isForPrograms ? writeCsv(rows) : writeBrazilianCsv(rows, reader)
      return { contentType: 'text/csv; charset=utf-8', encoding: 'utf8', pieces }
    }
    case 'json':
      return { contentType: 'application/json', encoding: 'utf8', pieces: writeJson(rows, username) }
    case 'xlsx':
      return {
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        encoding: 'base64',
        pieces: writeWorkbook(rows, { sheet, reader }),
      }
  }
}

const headOf = ({ fileName, contentType, encoding }: FileInPieces) => ({ fileName, contentType, encoding })

async function inOneAnswer(file: FileInPieces): Promise<MetricsExportResult> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const piece of file.pieces) {
    const part = bytesOf(piece)
    parts.push(part)
    length += part.length
    if (length > longestAnswer) {
      const detail = 'Longer than 16 MB: ask for it over REST, which sends a file of any length as it is made.'
      throw new AppError('VALIDATION', { field: 'startDate', problem: 'range_too_long', detail })
    }
  }
  return { ...headOf(file), content: Buffer.concat(parts).toString(file.encoding) }
}
