// Made from the hooks of React by `npm run generate`: not to be edited.
import type * as contract from '@instagram-dashboard/server/contract'
import { instagramQueries } from '../../queries/index.ts'
import type { Given, InstagramList, QueryOptions } from '../answers.ts'
import { useReadList } from '../reads.ts'

/** The runs of an account, newest first. */
export function useSyncHistory(
  input: Given<Omit<contract.SyncHistoryInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.SyncRun, contract.SyncHistoryResult> {
  return useReadList(instagramQueries.syncHistory, input, options)
}
