import express, { type Request, type Response } from 'express'
import { refusals } from '../procedures/refusals.ts'

/** A text is what the host's reader has made of the body. */
function readText(
  request: Request,
  longestBody: number,
  { resolve, reject }: { resolve: () => void; reject: (cause: unknown) => void },
): void {
  const text: unknown = request.body
  if (typeof text !== 'string') return resolve()
  if (Buffer.byteLength(text) > longestBody) return reject(refusals.bodyTooLarge())
  try {
    const body = text.trim() === '' ? undefined : (JSON.parse(text) as unknown)
    // As our own reader is: a body is a list or an object.
    if (body !== undefined && (typeof body !== 'object' || body === null)) return reject(refusals.unreadableBody())
    request.body = body
    resolve()
  } catch (cause) {
    reject(refusals.unreadableBody(cause))
  }
}

/**
 * Reads JSON bodies when they are asked for, and not on the way to whoever refuses the request. A body that the host's
 * app has parsed before stays as it is.
 */
export function createBodyReader(longestBody: number) {
  const parse = express.json({ limit: longestBody })
  return (request: Request, response: Response): Promise<void> =>
    new Promise((resolve, reject) => {
      parse(request, response, (cause?: unknown) => {
        if (cause === undefined) return readText(request, longestBody, { resolve, reject })
        const { status } = cause as { status?: unknown }
        if (status === 413) return reject(refusals.bodyTooLarge(cause))
        const isRefused = typeof status === 'number' && status >= 400 && status < 500
        reject(isRefused ? refusals.unreadableBody(cause) : cause)
      })
    })
}
