import type {
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
} from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'

export interface InstagramSupport {
  /** What `create` sends along unless told not to: show it to the person first. */
  context: (options?: CallOptions) => Promise<SupportContext>
  /** Sends a question. Rejects with `RATE_LIMITED` after twenty in a day. */
  create: (input: SupportCreateInput, options?: CallOptions) => Promise<SupportTicket>
  /** The caller's questions with their answers: newest first, by `nextCursor`. */
  list: (input?: SupportListInput, options?: CallOptions) => Promise<SupportListResult>
}
