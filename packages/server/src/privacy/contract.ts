import { z } from 'zod'
import { count, text } from '../contract-parts.ts'

export const exportResult = z
  .object({
    fileName: text,
    exportedAt: z.date(),
    data: z
      .record(text, z.unknown())
      .describe(
        'By kind: accounts, numbers, posts, runs, notifications, rewards, events, tickets. Never a token, a key or a hash.',
      ),
  })
  .describe('Everything that is held on the caller. Instants are ISO 8601 texts: the whole is meant for a file.')
export type ExportResult = z.infer<typeof exportResult>

export const eraseResult = z.object({
  success: z.literal(true),
  accounts: count.describe('How many Instagram accounts were erased with it.'),
})
export type EraseResult = z.infer<typeof eraseResult>
