import { z } from 'zod'
import { appErrorActions, appErrorCodes, failureReasons } from './errors.ts'
import { count, text } from './contract-parts.ts'

export type { AccountChoice, AppErrorAction, AppErrorCode, FailureReason, InputIssue } from './errors.ts'

export const appErrorCode = z.enum(appErrorCodes)
export const appErrorAction = z.enum(appErrorActions)
export const failureReason = z.enum(failureReasons)

export const inputIssue = z.object({
  path: z.array(z.union([text, count])).describe("Where in the input, for example `['endDate']`."),
  message: text.describe("What is wrong there, in the user's language."),
})
export const accountChoice = z
  .object({ id: text, username: text })
  .describe("One of the caller's accounts that a change without a name may have meant.")
