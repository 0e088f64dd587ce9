import type { NextFunction, Request, Response } from 'express'

/** The host has read the body and kept what it read to itself. */
class BodyAlreadyRead extends Error {
  override readonly name = 'BodyAlreadyRead'
}

interface Given {
  body?: unknown
  /** Set by the body reader of express 4 when it has read. */
  _body?: boolean
  /** Said of a request of the web. */
  isReadByHost?: boolean
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Makes what the host has read of a body before us, in whatever form, into one that our own readers take. */
export function takeGivenBody(request: Request, _response: Response, next: NextFunction): void {
  const given = request as Given
  const { body } = given
  const isRead = request.readableEnded || given._body === true || given.isReadByHost === true
  if (body === undefined) return next(isRead && hasBody(request) ? new BodyAlreadyRead() : undefined)
  // A reader of another form passes by and leaves an empty object.
  if (!isRead && hasBody(request)) given.body = undefined
  else if (body instanceof Uint8Array) given.body = Buffer.from(body).toString('utf8')
  next()
}
