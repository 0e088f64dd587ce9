import type { NextFunction, Request, Response } from 'express'
import helmet from 'helmet'
import type { Clock } from '../clock/index.ts'
import { newRequestId } from '../procedures/context.ts'

type Header = readonly [name: string, value: string]

/**
 * What helmet sets on every answer. It looks at nothing of a request here, so it is asked once. Not what speaks for more
 * than the answer: HSTS and agent clusters are the policy of a whole domain, which belongs to the host.
 */
export function readSecurityHeaders(): Header[] {
  const headers: Header[] = []
  const recorder = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    removeHeader: () => undefined,
  }
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    strictTransportSecurity: false,
    originAgentCluster: false,
  })
  // The guarantee: helmet uses these two functions of a response and, with fixed directives, nothing of a request.
  set({} as unknown as Request, recorder as unknown as Response, () => undefined)
  return headers
}

/** What every answer has, whoever asks for whatever: these headers, the time of our clock, and the name of the request. */
export function setHeaders(headers: readonly Header[], clock: Clock) {
  const fixed = new Map(headers)
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.removeHeader('x-powered-by')
    response.setHeader('x-request-id', newRequestId())
    response.setHeaders(fixed)
    // Devices whose own clock is wrong go by it (RFC 9110, 6.6.1).
    response.setHeader('date', clock.now().toUTCString())
    next()
  }
}
