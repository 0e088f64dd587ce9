import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { count, text } from '../contract-parts.ts'
import { accountChoice, appErrorAction, appErrorCode, inputIssue } from '../errors-contract.ts'
import { AppError, type AppErrorCode } from '../errors.ts'
import { toTrpcError } from '../procedures/failure-codes.ts'
import type { OpenApiResponse } from './openapi-document.ts'
import type { RestProcedure } from './rest-routes.ts'
import type { JsonSchema } from './rest-schema.ts'

export const errorBody = z
  .object({
    error: z
      .object({
        code: appErrorCode,
        message: text.meta({
          description: 'For the user, in their language.',
          examples: ['No Instagram account is connected. Connect yours to see its numbers.'],
        }),
        action: appErrorAction,
        retryAfterSeconds: count.min(0).describe('Whole seconds until the same call can succeed.').optional(),
        requestId: text.meta({
          description: 'Names the request in the log.',
          examples: ['0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'],
        }),
        issues: z.array(inputIssue).describe('What is wrong with the input, field by field.').optional(),
        accounts: z
          .array(accountChoice)
          .describe('With `CONFLICT` for a change that named none of several accounts: one of these has to be named.')
          .optional(),
        detail: text.describe('For the developer of the client, in English.').optional(),
      })
      .describe('What went wrong.'),
  })
  .describe('The body of every answer that is a failure.')

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

/** The codes of a procedure's failures: those of its kind, and its own. */
export function failureCodes({ path, type, meta, errors }: RestProcedure): AppErrorCode[] {
  const ofAccounts: AppErrorCode[] = type === 'mutation' ? ['NOT_CONNECTED', 'CONFLICT'] : ['NOT_CONNECTED']
  return [
    'VALIDATION',
    'AUTH_REQUIRED',
    ...(path.startsWith('admin.') ? (['FORBIDDEN'] as const) : []),
    ...(meta.isAboutAccount ? (['NOT_FOUND', ...ofAccounts] as const) : []),
    ...errors,
    'RATE_LIMITED',
    'INTERNAL',
  ]
}

/** Each status that a failure of a procedure can have, with the codes that come with it. */
export function failures(procedure: RestProcedure): Record<string, OpenApiResponse> {
  const codes = [...new Set(failureCodes(procedure))]
  const byStatus: Record<string, AppErrorCode[] | undefined> = Object.groupBy(codes, statusOf)
  // What passes by itself, at Instagram or in our database.
  const all = { ...byStatus, 503: [...(byStatus['503'] ?? []), 'INTERNAL'] }
  return Object.fromEntries(
    Object.entries(all).map(([status, sharing = []]) => {
      const isPassing = status === '429' || status === '503'
      return [status, { ...failure(sharing.join(', ')), ...(isPassing ? { headers: retryAfter } : {}) }]
    }),
  )
}

/** What is wrong with a change before anybody has read it. */
export function changeFailures({ rest, type }: RestProcedure): Record<string, OpenApiResponse> {
  return {
    ...(type === 'mutation' ? { 403: failure('FORBIDDEN: a page of another site has sent it') } : {}),
    ...(rest.method === 'GET'
      ? {}
      : {
          413: failure('VALIDATION: the body is longer than 100 KB'),
          415: failure('VALIDATION: the body is not `application/json`'),
        }),
  }
}
