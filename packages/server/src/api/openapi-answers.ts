import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { count, text } from '../contract-parts.ts'
import { accountChoice, appErrorAction, appErrorCode, inputIssue } from '../errors-contract.ts'
import { AppError, appErrorCodes, type AppErrorCode } from '../errors.ts'
import { toTrpcError } from '../procedures/failure-codes.ts'
import type { OpenApiResponse } from './openapi-document.ts'
import { restSchemaOf, type JsonSchema } from './rest-schema.ts'

const errorBody = z.object({
  error: z.object({
    code: appErrorCode.describe('What happened. New codes can be added.'),
    message: text.describe('For the user, in their language.'),
    action: appErrorAction.describe('What the user can do about it.'),
    retryAfterSeconds: count.min(0).describe('Whole seconds until the same call can succeed.').optional(),
    requestId: text.describe('Names the request in the log.'),
    issues: z.array(inputIssue).describe('What is wrong with the input, field by field.').optional(),
    accounts: z
      .array(accountChoice)
      .describe('With CONFLICT for a change that named none of several accounts: one of these has to be named.')
      .optional(),
  }),
})
export const errorSchema = restSchemaOf(errorBody, 'output')

export function json(description: string, schema: JsonSchema): OpenApiResponse {
  return { description, content: { 'application/json': { schema } } }
}

export const failure = (description: string) => json(description, { $ref: '#/components/schemas/Error' })

export const retryAfter = {
  'Retry-After': {
    description: 'Whole seconds until the same call can succeed',
    schema: { type: 'integer', minimum: 0 },
  },
}

const statusOf = (code: AppErrorCode) => String(getHTTPStatusCodeFromError(toTrpcError(new AppError(code))))

/** Each status that a failure can have, with the codes that come with it. */
export function failures(isForAdmins: boolean): Record<string, OpenApiResponse> {
  const codes = appErrorCodes.filter((code) => isForAdmins || code !== 'FORBIDDEN')
  return Object.fromEntries(
    Object.entries(Object.groupBy(codes, statusOf)).map(([status, sharing = []]) => {
      // What passes by itself, at Instagram or in our database.
      const names = status === '503' ? [...sharing, 'INTERNAL'] : sharing
      const isPassing = status === '429' || status === '503'
      return [status, { ...failure(names.join(', ')), ...(isPassing ? { headers: retryAfter } : {}) }]
    }),
  )
}

/** What is wrong with a change before anybody has read it. */
export const changeFailures = {
  403: failure('FORBIDDEN: a page of another site has sent it'),
  413: failure('VALIDATION: the body is too long'),
  415: failure('VALIDATION: the body is not JSON'),
}
