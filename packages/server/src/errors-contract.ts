import { z } from 'zod'
import { appErrorActions, appErrorCodes, failureReasons } from './errors.ts'
import { count, id, text, username } from './contract-parts.ts'

export type { AccountChoice, AppErrorAction, AppErrorCode, FailureReason, InputIssue } from './errors.ts'

export const appErrorCode = z
  .enum(appErrorCodes)
  .describe('What happened, as docs/errors.md lists it. New codes can be added.')
export const appErrorAction = z.enum(appErrorActions).describe('What the user can do about it.')
export const failureReason = z.enum(failureReasons).describe('The cause where a code has several.')

export const inputIssue = z
  .object({
    path: z.array(z.union([text, count])).describe("Where in the input, for example `['endDate']`."),
    message: text.describe("What is wrong there, in the user's language."),
  })
  .describe('What is wrong with one field.')
export const accountChoice = z
  .object({ id: id.describe('What to name it by.'), username: username.describe('Its name at Instagram.') })
  .describe("One of the caller's accounts that a change without a name may have meant.")
