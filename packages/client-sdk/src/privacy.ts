import type { EraseInput, EraseResult, ExportResult } from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'

export interface InstagramPrivacy {
  /** Everything that is held on the caller, ready for a file. Never a token or a key. */
  export: (options?: CallOptions) => Promise<ExportResult>
  /** Deletes everything that is held on the caller, for good: accounts, numbers, notices, achievements, questions. */
  erase: (input: EraseInput, options?: CallOptions) => Promise<EraseResult>
}
