import type { NextFunction, Request, Response } from 'express'
import type { Deps } from '../deps.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import type { LogFields } from '../log.ts'
import { pathInLog } from './refusal-log.ts'

/** What the log says of a request beside what became of it: by whom it was, and how long it took so far. */
export interface RequestLog {
  /** Middleware that stands before every route. */
  begin(request: Request, response: Response, next: NextFunction): void
  /** Whoever is signed in, once that is known. */
  signIn(request: Request, userId: string | undefined): void
  of(request: Request): { userId: string | undefined; durationMs: number }
}

/** With `accessLog` on, each request is also a line of its own when it ends: never with its query or an id in its path. */
export function createRequestLog({ clock, keys, log, settings }: Deps): RequestLog {
  const starts = new WeakMap<Request, { startedAt: number; userId?: string | undefined }>()
  const isOn = settings.accessLog === 'on'

  const of: RequestLog['of'] = (request) => {
    const { startedAt, userId } = starts.get(request) ?? { startedAt: clock.now().getTime() }
    const durationMs = Math.max(0, clock.now().getTime() - startedAt)
    return { userId: userId === undefined ? undefined : userReference(keys, userId), durationMs }
  }

  function sayRequest(request: Request, response: Response, isCut: boolean): void {
    const fields: LogFields = {
      method: request.method,
      path: pathInLog(pathOf(request)),
      status: response.statusCode,
      bytes: Number(response.getHeader('content-length') ?? 0) || undefined,
      ...of(request),
      requestId: String(response.getHeader('x-request-id') ?? '') || undefined,
      isCut: isCut || undefined,
    }
    log.info('http.request', fields)
  }

  return {
    begin(request, response, next) {
      starts.set(request, { startedAt: clock.now().getTime() })
      if (isOn) response.once('close', () => sayRequest(request, response, !response.writableFinished))
      next()
    },
    signIn(request, userId) {
      const start = starts.get(request)
      if (start) start.userId = userId
    },
    of,
  }
}

/** What follows these words is a confirmation code, which belongs to one user. */
const personalPaths = ['/privacy/deletion/']

/** Without the query, which holds inputs, and without what identifies a user. */
function pathOf({ originalUrl }: Request): string {
  const query = originalUrl.indexOf('?')
  const path = query < 0 ? originalUrl : originalUrl.slice(0, query)
  const personal = personalPaths.find((part) => path.includes(part))
  return personal === undefined ? path : `${path.slice(0, path.indexOf(personal) + personal.length)}:code`
}
