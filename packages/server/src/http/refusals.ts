import { passingFaultCode } from '@instagram-dashboard/db'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Request, Response } from 'express'
import { LoginUnavailable } from '../procedures/authenticate.ts'
import { callerRequestIdOf } from '../procedures/context.ts'
import { presentFailure, toTrpcError } from '../procedures/failure-codes.ts'
import { networkOf } from '../procedures/ip-network.ts'
import { isPassingFault } from '../passing-fault.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import { sendFailure } from '../api/rest-failure.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import { negotiateLocale } from '../messages/messages.ts'
import type { RequestLog } from './request-log.ts'
import { createRefusalLog, pathInLog } from './refusal-log.ts'

interface Place {
  request: Request
  response: Response
}

/** Our own, set on every answer before any route is tried. */
export function requestIdOf(request: Request): string {
  return String(request.res?.get('x-request-id'))
}

/**
 * Refuses requests that never become a call. Each costs the address a point of its minute, as a call would, without
 * authenticating anybody for it.
 */
export function createRefusals(deps: Deps, requestLog: RequestLog) {
  const logRefusal = createRefusalLog(deps)

  function logFailure(
    error: CallFailure,
    { request, path, requestId }: { request: Request; path: string | undefined; requestId: string | undefined },
  ): void {
    const code = error.cause instanceof AppError ? error.cause.code : error.code
    const fields = {
      path: pathInLog(path),
      status: getHTTPStatusCodeFromError(error),
      ...requestLog.of(request),
      requestId,
      callerRequestId: callerRequestIdOf(request.get('x-request-id')),
    }
    if (code !== 'INTERNAL' && code !== 'INTERNAL_SERVER_ERROR') {
      return logRefusal({ ...fields, code, ipNetwork: networkOf(request.ip) })
    }
    const cause = error.cause ?? error
    // Why is in the log already, once for all calls of the request.
    if (isPassingFault(cause) && cause.cause instanceof LoginUnavailable) {
      return logRefusal({ ...fields, code, ipNetwork: networkOf(request.ip) })
    }
    if (isPassingFault(cause)) {
      return deps.log.error('database.unavailable', { ...fields, driverCode: passingFaultCode(cause.cause) })
    }
    deps.log.error('call.failed', { ...fields, ...describeError(cause) })
  }

  async function charge(request: Request, error: CallFailure, cost = 1): Promise<CallFailure> {
    try {
      await deps.limits.charge({ userId: null, ipNetwork: networkOf(request.ip) }, Math.max(1, cost))
      return error
    } catch (limit) {
      if (!(limit instanceof AppError)) throw limit
      return toTrpcError(limit)
    }
  }

  function answer({ request, response }: Place, error: CallFailure, status = getHTTPStatusCodeFromError(error)): void {
    const requestId = requestIdOf(request)
    const locale = negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale)
    logFailure(error, { request, path: request.path, requestId })
    sendFailure(response, status, presentFailure(error, { deps, locale, requestId }))
  }

  return {
    charge,
    answer,
    logFailure,
    /** Charges and answers, in the form of the REST paths. @param status of an answer that is not refused for its number */
    async refuse(place: Place, error: CallFailure, status?: number): Promise<void> {
      const charged = await charge(place.request, error)
      answer(place, charged, charged === error ? status : undefined)
    },
  }
}
