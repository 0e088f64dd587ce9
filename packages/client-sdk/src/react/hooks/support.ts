import type {
  EraseResult,
  ExportResult,
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
} from '@instagram-dashboard/server/contract'
import {
  useChange,
  useRead,
  useReadList,
  type InstagramList,
  type InstagramMutation,
  type InstagramQuery,
  type QueryOptions,
} from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** The person's questions, newest first. */
export function useSupportTickets(
  input: Omit<SupportListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<SupportTicket, SupportListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.supportList(input),
    read: ({ support }, cursor, call) => support.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** What would be sent along with a question. */
export function useSupportContext(options?: QueryOptions): InstagramQuery<SupportContext> {
  return useRead({ ...options, key: instagramKeys.supportContext, read: ({ support }, call) => support.context(call) })
}

/** Asks a question. */
export function useCreateSupportTicket(): InstagramMutation<SupportCreateInput, SupportTicket> {
  return useChange({ change: ({ support }, input) => support.create(input), invalidates: [instagramKeys.support] })
}

/** Everything that is held on the person, when `run` is called. */
export function usePrivacyExport(): InstagramMutation<void, ExportResult> {
  return useChange({ change: ({ privacy }) => privacy.export(), invalidates: [] })
}

/** Erases everything that is held on the person, for good. */
export function useErase(): InstagramMutation<void, EraseResult> {
  return useChange({ change: ({ privacy }) => privacy.erase(), invalidates: [instagramKeys.all] })
}
