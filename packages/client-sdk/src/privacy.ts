import type { EraseResult, ExportResult } from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'

export interface InstagramPrivacy {
  /** Everything that is held on the caller, ready for a file. Never a token or a key. */
  export: (options?: CallOptions) => Promise<ExportResult>
  /**
   * Deletes everything that is held on the caller, for good and at once: accounts, numbers, notices, achievements,
   * questions. Ask the person before.
   */
  erase: (options?: CallOptions) => Promise<EraseResult>
}
