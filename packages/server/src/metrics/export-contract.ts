import { z } from 'zod'
import { text } from '../contract-parts.ts'
import { locales } from '../messages/locales.ts'
import { metricsRangeInput } from './contract.ts'

const { accountId, startDate, endDate } = metricsRangeInput.shape

export const exportFormat = z
  .enum(['csv', 'json', 'xlsx'])
  .describe('What a file is; `xlsx` is a workbook of Excel, whose numbers and dates are numbers and dates.')
export type ExportFormat = z.infer<typeof exportFormat>

export const exportDataset = z.enum(['days', 'posts', 'stories', 'growth']).describe(
  `What a file is about. \`days\`: every metric of each stored day. \`posts\`: posts and reels with their newest figures.
\`stories\`: the stories that were read. \`growth\`: the followers of each day.`,
)
export type ExportDataset = z.infer<typeof exportDataset>

export const metricsExportInput = z.strictObject({
  format: exportFormat,
  dataset: exportDataset.describe('What the file is about; default `days`.').optional(),
  locale: z
    .enum(locales)
    .describe(
      'For whom. `pt-BR`: CSV as Excel opens it in Brazil, with semicolons, decimal commas, Portuguese headings and days as ' +
        '`16/11/2026`. `en`: CSV for programs, with commas and the names of the REST paths. Headings of `xlsx` are in it; ' +
        '`json` is the same in all. Default: what the request accepts by `Accept-Language`; where it says nothing, CSV ' +
        'is for programs.',
    )
    .optional(),
  accountId,
  startDate: startDate.describe(
    'First day, or `beginning`. Default: 29 days before `endDate`; of posts and stories since the first, by the day of ' +
      'publishing.',
  ),
  endDate: endDate.describe('Last day. Default: yesterday in Los Angeles; of posts and stories until now.'),
})
export type MetricsExportInput = z.infer<typeof metricsExportInput>
export const metricsExportResult = z
  .object({
    fileName: text.meta({
      description: 'What to call the file.',
      examples: ['instagram-loja.da.ana-2026-11-01-2026-11-16.csv'],
    }),
    contentType: text.meta({ description: 'Its media type.', examples: ['text/csv; charset=utf-8'] }),
    encoding: z
      .enum(['utf8', 'base64'])
      .describe('How the bytes of the file stand in `content`: as text, or, of `xlsx`, in Base64.'),
    content: text.describe(
      'The whole file. CSV is UTF-8 with a byte order mark, and no format holds anything that a spreadsheet would run.',
    ),
  })
  .describe('Numbers as a file.')
export type MetricsExportResult = z.infer<typeof metricsExportResult>
