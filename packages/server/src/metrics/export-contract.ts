import { z } from 'zod'
import { text } from '../contract-parts.ts'
import { metricsRangeInput } from './contract.ts'

const { accountId, startDate, endDate } = metricsRangeInput.shape

export const metricsExportInput = z.strictObject({ format: z.enum(['csv', 'json']), accountId, startDate, endDate })
export type MetricsExportInput = z.infer<typeof metricsExportInput>
export const metricsExportResult = z.object({
  fileName: text,
  contentType: text,
  content: text.describe(
    'The whole file. CSV is UTF-8 with a byte order mark, and holds nothing that a spreadsheet would run.',
  ),
})
export type MetricsExportResult = z.infer<typeof metricsExportResult>
