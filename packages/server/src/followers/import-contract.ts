import { z } from 'zod'
import { changedAccountId, count, dayText, measured, success, text } from '../contract-parts.ts'

export const importFollowersInput = z.strictObject({
  accountId: changedAccountId.optional(),
  content: text
    .min(1)
    .max(90_000)
    .meta({
      description:
        'The text of a CSV with a day and the followers at its end on each line, 5,000 lines at most. Between them a comma, ' +
        'a semicolon or a tab; a first line of headings may name the columns. Days as `2026-11-30` or `30/11/2026`, ' +
        'numbers as `1234`, `1.234` or `1,234`.',
      examples: ['date,followers\n2024-01-01,1200\n2024-01-02,1210'],
    }),
  dryRun: z.boolean().describe('Only say what would be saved. Default: false.').optional(),
})
export type ImportFollowersInput = z.infer<typeof importFollowersInput>

const days = (about: string) => count.meta(measured('days', about))
export const importFollowersResult = z
  .object({
    isDryRun: z.boolean().describe('Nothing was saved.'),
    newDays: days('Of which nothing was known.'),
    replacedDays: days('That were brought along before, with another number.'),
    unchangedDays: days('That were brought along before, with this number.'),
    knownDays: days("Left as they are, because Instagram's own numbers say the total."),
    firstDay: dayText.describe('The oldest day of the file.'),
    lastDay: dayText.describe('Its newest.'),
  })
  .describe('What became of the days of a file.')
export type ImportFollowersResult = z.infer<typeof importFollowersResult>

export const removeImportedFollowersInput = z.strictObject({ accountId: changedAccountId.optional() })
export type RemoveImportedFollowersInput = z.infer<typeof removeImportedFollowersInput>
export const removeImportedFollowersResult = z.object({
  success,
  removedDays: days('Whose total was brought along, and is unknown again.'),
})
export type RemoveImportedFollowersResult = z.infer<typeof removeImportedFollowersResult>
