import type { Request, Response } from 'express'
import { newRequestId } from '../procedures/context.ts'
import { presentFailure, toTrpcError } from '../procedures/failure-codes.ts'
import { sendFailure } from '../api/rest-failure.ts'
import { AppError } from '../errors.ts'
import { negotiateLocale, type Locale } from '../messages/messages.ts'

/** The last route of a server that serves nothing else: 404 in our error form. */
export function answerUnknownPath(defaultLocale: Locale) {
  return (request: Request, response: Response): void => {
    const locale = negotiateLocale(request.get('accept-language'), defaultLocale)
    const requestId = response.get('x-request-id') ?? newRequestId()
    sendFailure(response, 404, presentFailure(toTrpcError(new AppError('NOT_FOUND')), { locale, requestId }))
  }
}
