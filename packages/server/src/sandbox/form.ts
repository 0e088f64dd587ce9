import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'

const limit = '256kb'

/** Readers of posted forms: urlencoded and multipart, both of which the token endpoint takes. */
export const formReaders: readonly RequestHandler[] = [
  express.urlencoded({ extended: false, limit }),
  express.raw({ type: 'multipart/form-data', limit }),
  (request: Request, _response: Response, next: NextFunction) => {
    const body: unknown = request.body
    request.body = Buffer.isBuffer(body) ? multipartFields(body, request.get('content-type') ?? '') : (body ?? {})
    next()
  },
]

/** Text fields only: no endpoint takes files. */
function multipartFields(body: Buffer, contentType: string): Record<string, string> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return {}
  const parts = body.toString('utf8').split(`--${boundary}`)
  return Object.fromEntries(
    parts.flatMap((part): [string, string][] => {
      const end = part.indexOf('\r\n\r\n')
      const [, name] = /name="([^"]*)"/i.exec(part.slice(0, Math.max(0, end))) ?? []
      return name === undefined ? [] : [[name, part.slice(end + 4).replace(/\r\n$/, '')]]
    }),
  )
}
