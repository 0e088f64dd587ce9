import { Writable } from 'node:stream'
import express from 'express'
import type { FetchRequest } from './fetch-request.ts'

type HeaderValue = string | number | readonly string[]
type HeaderList = Readonly<Record<string, HeaderValue | undefined>>
type Written = (error?: Error | null) => void

/** How much of an answer waits for a slow reader, in bytes. */
const aheadBytes = 16_384
/** Statuses that have no body (RFC 9110 §6.4.1, and what `Response` refuses). */
const bodilessStatuses = new Set([101, 103, 204, 205, 304])

/**
 * An answer that express writes and that becomes a `Response` of the web: as a whole when it is written at once, else as a
 * stream from the first piece on, no faster than it is read. Who stops reading has hung up.
 */
export class FetchResponse extends Writable {
  statusCode = 200
  statusMessage = ''
  headersSent = false
  readonly locals: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  readonly req: FetchRequest
  readonly app: express.Express
  /** Rejects when the answer is broken off before it begins. */
  readonly answer: Promise<Response>
  readonly #headers = new Map<string, HeaderValue>()
  readonly #begun = Promise.withResolvers<Response>()
  #hasBegun = false
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined
  #goOn: Written | undefined
  #hungUp: Error | undefined

  constructor(request: FetchRequest) {
    super({ decodeStrings: true })
    this.req = request
    this.app = request.app
    this.answer = this.#begun.promise
    // Whoever waits for it hears of it; nobody has to.
    this.answer.catch(() => {})
  }

  setHeader(name: string, value: HeaderValue): this {
    this.#headers.set(name.toLowerCase(), value)
    return this
  }

  setHeaders(headers: Map<string, HeaderValue> | Headers): this {
    for (const [name, value] of headers) this.setHeader(name, value)
    return this
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    const before = this.getHeader(name)
    return this.setHeader(name, before === undefined ? value : [before, value].flat().map(String))
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.#headers.get(name.toLowerCase())
  }

  getHeaders(): Record<string, HeaderValue> {
    return Object.fromEntries(this.#headers)
  }

  getHeaderNames(): string[] {
    return [...this.#headers.keys()]
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(name.toLowerCase())
  }

  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase())
  }

  writeHead(status: number, ...given: (string | HeaderList | undefined)[]): this {
    this.statusCode = status
    for (const headers of given) {
      if (typeof headers !== 'object') continue
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.setHeader(name, value)
    }
    this.headersSent = true
    return this
  }

  flushHeaders(): void {
    if (!this.#hasBegun) this.#beginStream()
  }

  override end(...given: unknown[]): this {
    const [chunk, encoding] = given
    const callback = given.find((one) => typeof one === 'function') as (() => void) | undefined
    const isWhole = typeof chunk === 'string' || chunk instanceof Uint8Array
    if (this.#hasBegun || this.writableEnded || this.destroyed) {
      if (isWhole && !this.writableEnded) this.write(chunk, encoding as BufferEncoding)
      return super.end(callback)
    }
    this.#begin(isWhole ? bytesOf(chunk, encoding) : null)
    return super.end(callback)
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, written: Written): void {
    if (!this.#hasBegun) this.#beginStream()
    if (this.#stream === undefined) return written()
    this.#stream.enqueue(chunk)
    if ((this.#stream.desiredSize ?? 0) > 0) written()
    else this.#goOn = written
  }

  override _final(ended: Written): void {
    this.#stream?.close()
    ended()
  }

  /** Ends it for somebody who has gone. @param reason why, for whoever still reads */
  hangUp(reason: unknown): void {
    // The code by which hosts know that it is no fault of anybody's.
    this.#hungUp = Object.assign(new Error('The caller has hung up', { cause: reason }), {
      name: 'AbortError',
      code: 'ERR_STREAM_PREMATURE_CLOSE',
    })
    this.destroy()
  }

  override _destroy(error: Error | null, destroyed: Written): void {
    const cause = error ?? this.#hungUp ?? new Error('The answer was broken off')
    if (!this.#hasBegun) this.#begun.reject(cause)
    // After its end a stream has nothing to be told.
    else if (!this.writableFinished) this.#stream?.error(cause)
    this.#goOn = undefined
    destroyed(error)
  }

  #hasBody(): boolean {
    return this.req.method !== 'HEAD' && !bodilessStatuses.has(this.statusCode)
  }

  #beginStream(): void {
    if (!this.#hasBody()) return this.#begin(null)
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#stream = controller),
        pull: () => {
          const goOn = this.#goOn
          this.#goOn = undefined
          goOn?.()
        },
        cancel: () => {
          this.#stream = undefined
          this.req.destroy()
          this.destroy()
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: aheadBytes }),
    )
    this.#begin(stream)
  }

  #begin(body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | string | null): void {
    this.#hasBegun = true
    this.headersSent = true
    const headers: [string, string][] = []
    for (const [name, value] of this.#headers) {
      if (Array.isArray(value)) for (const one of value as readonly string[]) headers.push([name, one])
      else headers.push([name, String(value)])
    }
    this.#begun.resolve(new Response(this.#hasBody() ? body : null, { status: this.statusCode, headers }))
  }
}

function bytesOf(chunk: string | Uint8Array, encoding: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof chunk !== 'string') return new Uint8Array(chunk)
  const isText = typeof encoding !== 'string' || encoding === 'utf8' || encoding === 'utf-8'
  return isText ? chunk : new Uint8Array(Buffer.from(chunk, encoding as BufferEncoding))
}

Object.defineProperties(FetchResponse.prototype, Object.getOwnPropertyDescriptors(express.response))
