import type { Request } from 'express'
import type { LoginRequest } from '../procedures/authenticate.ts'

/** Where a request that was made of another one keeps it. */
export const nativeRequest = Symbol('native request')

type Given = Request & { [nativeRequest]?: globalThis.Request }

/** A request as it came to express, for whoever asks who sends it. Nothing is made before it is looked at. */
export class HttpLoginRequest implements LoginRequest {
  readonly requestId: string
  readonly #request: Given

  constructor(request: Request, requestId: string) {
    this.#request = request
    this.requestId = requestId
  }

  get method(): string {
    return this.#request.method
  }

  get url(): string {
    const { protocol, originalUrl } = this.#request
    if (!originalUrl.startsWith('/') && URL.canParse(originalUrl)) return originalUrl
    const url = `${protocol}://${this.header('host') ?? 'localhost'}${originalUrl}`
    return URL.canParse(url) ? url : `${protocol}://localhost${originalUrl}`
  }

  get headers(): Headers {
    const { [nativeRequest]: native, headers } = this.#request
    if (native !== undefined) return native.headers
    const made = new Headers()
    for (const [name, value] of Object.entries(headers)) {
      // Of HTTP/2, which says in them what is no header.
      if (name.startsWith(':')) continue
      for (const one of [value ?? []].flat()) made.append(name, one)
    }
    return made
  }

  get ip(): string | null {
    return this.#request.ip ?? null
  }

  get native(): unknown {
    return this.#request[nativeRequest] ?? this.#request
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
}
