import { Readable } from 'node:stream'
import express from 'express'
import { nativeRequest } from './login-request.ts'

/** What a request has that came over no socket of ours. */
interface Socket {
  remoteAddress: string | undefined
  encrypted: boolean
  readable: true
  /** Whoever waits for its end waits for the request's. */
  on(event: string, listener: (...given: unknown[]) => void): unknown
  removeListener(event: string, listener: (...given: unknown[]) => void): unknown
  destroy(): void
}

/**
 * A request of the web as express reads one: its body is read when it is asked for. express's own functions are part of
 * the class, so that no prototype is exchanged for each request.
 */
export class FetchRequest extends Readable {
  readonly method: string
  url: string
  originalUrl: string
  baseUrl = ''
  readonly headers: Record<string, string>
  readonly socket: Socket
  // With HTTP/1 we end connections; this one is the host's.
  readonly httpVersion = '2.0'
  readonly httpVersionMajor = 2
  readonly httpVersionMinor = 0
  complete = false
  res: unknown
  next: unknown
  readonly app: express.Express
  readonly [nativeRequest]: Request
  /** The host has taken the body. */
  readonly isReadByHost: boolean
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  #first: ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']> | undefined

  /** @param ip the caller's address where the host knows it; else a trusted proxy's header may name it */
  constructor(native: Request, { app, ip }: { app: express.Express; ip: string | null | undefined }) {
    super()
    const { pathname, search, host, protocol } = new URL(native.url)
    this.method = native.method
    this.url = `${pathname}${search}`
    this.originalUrl = this.url
    this.headers = { host, ...Object.fromEntries(native.headers) }
    this.socket = {
      remoteAddress: undefined,
      encrypted: protocol === 'https:',
      readable: true,
      on: (event, listener) => this.on(event, listener),
      removeListener: (event, listener) => this.removeListener(event, listener),
      destroy: () => void this.destroy(),
    }
    this.app = app
    this[nativeRequest] = native
    this.isReadByHost = native.bodyUsed
    if (ip !== undefined) Object.defineProperty(this, 'ip', { value: ip ?? undefined })
  }

  /**
   * Says in the headers that there is a body, where the host has left that out: a body of unknown length comes in pieces
   * over HTTP/1, which is how its readers know of it. Some hosts hand over a body with nothing in it, so one without a
   * type is looked into.
   */
  async sayWhetherBody(): Promise<void> {
    const { body } = this[nativeRequest]
    const { 'content-length': length, 'transfer-encoding': encoding, 'content-type': type } = this.headers
    if (body === null || length !== undefined || encoding !== undefined) return
    if (type === undefined && !this.isReadByHost) {
      if (await this.#isEmpty(this.#readerOf(body))) return
    }
    this.headers['transfer-encoding'] = 'chunked'
  }

  /** Keeps what it has looked at. A body that breaks off is one. */
  async #isEmpty(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
    for (;;) {
      this.#first = reader.read()
      const { done, value } = await this.#first.catch(() => ({ done: false, value: undefined }))
      // Some begin a body that there is not with a piece of no bytes.
      if (done || value === undefined || value.length > 0) return done
    }
  }

  override _read(): void {
    const { body } = this[nativeRequest]
    if (body === null) return this.#end()
    const next = this.#first ?? this.#readerOf(body).read()
    this.#first = undefined
    next.then(
      ({ done, value }) => (done ? this.#end() : void this.push(value)),
      (error: unknown) => void this.destroy(error as Error),
    )
  }

  #readerOf(body: ReadableStream<Uint8Array>): ReadableStreamDefaultReader<Uint8Array> {
    return (this.#reader ??= body.getReader())
  }

  #end(): void {
    this.complete = true
    this.push(null)
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    // What was not read is let go; that this fails changes nothing.
    if (!this.complete) this.#reader?.cancel().catch(() => {})
    callback(error)
  }
}

Object.defineProperties(FetchRequest.prototype, Object.getOwnPropertyDescriptors(express.request))
