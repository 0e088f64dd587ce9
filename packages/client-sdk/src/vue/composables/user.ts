// Made from the hooks of React by `npm run generate`: not to be edited.
import type * as contract from '@instagram-dashboard/server/contract'
import { instagramKeys, instagramQueries } from '../../queries/index.ts'
import type { Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from '../answers.ts'
import { useRead, useReadList, useChange } from '../reads.ts'

/** All achievements with the user's progress. */
export function useAchievements(options?: QueryOptions): InstagramQuery<contract.AchievementsResult> {
  return useRead(instagramQueries.achievements, undefined, options)
}

/** The user's credits, `pages[0].balance` of them, and where they come from. */
export function useCredits(
  input: Given<Omit<contract.CreditsBalanceInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.CreditEntry, contract.CreditsBalanceResult> {
  return useReadList(instagramQueries.credits, input, options)
}

/** The user's questions, newest first. */
export function useSupportTickets(
  input: Given<Omit<contract.SupportListInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.SupportTicket, contract.SupportListResult> {
  return useReadList(instagramQueries.supportTickets, input, options)
}

/** What would be sent along with a question. */
export function useSupportContext(options?: QueryOptions): InstagramQuery<contract.SupportContext> {
  return useRead(instagramQueries.supportContext, undefined, options)
}

/** Asks a question. */
export function useCreateSupportTicket(): InstagramMutation<contract.SupportCreateInput, contract.SupportTicket> {
  return useChange(({ support }, input) => support.create(input), [instagramKeys.support])
}

/** Whether the user's accounts are counted in comparisons. */
export function useBenchmarkChoice(options?: QueryOptions): InstagramQuery<contract.BenchmarkChoice> {
  return useRead(instagramQueries.benchmarkChoice, undefined, options)
}

/** Leaves the user's accounts out of comparisons, or counts them. */
export function useSetBenchmark(): InstagramMutation<contract.SetBenchmarkInput, contract.SetBenchmarkResult> {
  return useChange(
    ({ privacy }, input) => privacy.setBenchmark(input),
    [instagramKeys.benchmarkChoice, instagramKeys.metrics],
  )
}

/** Everything that is held on the user, when `run` is called. */
export function usePrivacyExport(): InstagramMutation<void, contract.ExportResult> {
  return useChange(({ privacy }) => privacy.export())
}

/** Erases everything that is held on the user, for good. */
export function useErase(): InstagramMutation<void, contract.EraseResult> {
  return useChange(({ privacy }) => privacy.erase(), [instagramKeys.all])
}
