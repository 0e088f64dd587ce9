import { z } from 'zod'
import { count, measured, success, text } from '../contract-parts.ts'

export const exportResult = z
  .object({
    fileName: text.meta({ description: 'What to call the file.', examples: ['instagram-data-2026-11-16.json'] }),
    exportedAt: z.date().describe('When it was read.'),
    data: z
      .record(text, z.unknown())
      .describe(
        'By kind: accounts, numbers, posts, runs, notifications, rewards, events, tickets. Never a token, a key or a hash.',
      ),
  })
  .describe('Everything that is held on the caller. Instants are ISO 8601 texts: the whole is meant for a file.')
export type ExportResult = z.infer<typeof exportResult>

export const eraseResult = z
  .object({
    success,
    accounts: count.meta(measured('accounts', 'How many Instagram accounts were erased with it.')),
  })
  .describe('What was erased.')
export type EraseResult = z.infer<typeof eraseResult>
