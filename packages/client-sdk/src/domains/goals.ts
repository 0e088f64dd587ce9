import type * as contract from '@instagram-dashboard/server/contract'
import type { CallOptions } from '../transport/calls.ts'

/**
 * What the user wants of a number by a day (`YYYY-MM-DD` in America/Los_Angeles). `followersCount` is to be that high once,
 * `reach` and `accountsEngaged` are averages of a day, and everything else is added up from the first day to the last.
 */
export interface InstagramGoals {
  /** The goals of an account in the order in which they were set, each with its state and where the pace leads. */
  list: (input?: contract.GoalsListInput, options?: CallOptions) => Promise<contract.GoalsListResult>
  /**
   * Sets a goal; the same goal again is the one that is there. Rejects with `VALIDATION` for a last day in the past, an amount
   * that is there already, or a twenty-first goal of an account.
   */
  create: (input: contract.GoalCreateInput, options?: CallOptions) => Promise<contract.Goal>
  /** Wants another amount or day. Rejects with `NOT_FOUND` for a goal that is not the caller's. */
  update: (input: contract.GoalUpdateInput, options?: CallOptions) => Promise<contract.Goal>
  /** Removes a goal. Rejects with `NOT_FOUND` for one that is not there. */
  remove: (input: contract.GoalRemoveInput, options?: CallOptions) => Promise<contract.GoalRemoveResult>
}
