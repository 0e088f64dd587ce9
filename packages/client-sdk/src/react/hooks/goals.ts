import type * as contract from '@instagram-dashboard/server/contract'
import {
  instagramKeys,
  type InstagramMutation,
  instagramQueries,
  type InstagramQuery,
  type QueryOptions,
  useChange,
  useRead,
} from '../data/index.ts'

/** The goals of an account and how far they are. */
export function useGoals(
  input: contract.GoalsListInput = {},
  options?: QueryOptions,
): InstagramQuery<contract.GoalsListResult> {
  return useRead(instagramQueries.goals, input, options)
}

/** Sets a goal. */
export function useCreateGoal(): InstagramMutation<contract.GoalCreateInput, contract.Goal> {
  return useChange(({ goals }, input) => goals.create(input), [instagramKeys.goals])
}

/** Changes a goal. */
export function useUpdateGoal(): InstagramMutation<contract.GoalUpdateInput, contract.Goal> {
  return useChange(({ goals }, input) => goals.update(input), [instagramKeys.goals])
}

/** Removes a goal. */
export function useRemoveGoal(): InstagramMutation<contract.GoalRemoveInput, contract.GoalRemoveResult> {
  return useChange(({ goals }, input) => goals.remove(input), [instagramKeys.goals])
}
