import { z } from 'zod'

/** Everything that is held on the caller. Instants are ISO 8601 texts: the whole is meant for a file. */
export interface ExportResult {
  fileName: string
  exportedAt: Date
  /** By kind: accounts, numbers, posts, runs, notices, rewards, events, tickets. Never a token, a key or a hash. */
  data: Record<string, unknown>
}
export interface EraseResult {
  success: true
  /** How many Instagram accounts were erased with it. */
  accounts: number
}

export const exportResult = z.object({
  fileName: z.string(),
  exportedAt: z.date(),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<ExportResult>

export const eraseResult = z.object({
  success: z.literal(true),
  accounts: z.number().int(),
}) satisfies z.ZodType<EraseResult>
