import { z } from 'zod'
import { text } from '../contract-parts.ts'
import { metricsRangeInput } from './contract.ts'

const { accountId, startDate, endDate } = metricsRangeInput.shape

export const metricsExportInput = z.strictObject({
  format: z.enum(['csv', 'json']).describe('What the file is.'),
  accountId,
  startDate,
  endDate,
})
export type MetricsExportInput = z.infer<typeof metricsExportInput>
export const metricsExportResult = z
  .object({
    fileName: text.meta({
      description: 'What to call the file.',
      examples: ['instagram-loja.da.ana-2026-11-01-2026-11-16.csv'],
    }),
    contentType: text.meta({ description: 'Its media type.', examples: ['text/csv; charset=utf-8'] }),
    content: text.describe(
      'The whole file. CSV is UTF-8 with a byte order mark, and holds nothing that a spreadsheet would run.',
    ),
  })
  .describe('The daily numbers as a file.')
export type MetricsExportResult = z.infer<typeof metricsExportResult>
