import { SignJWT } from 'jose'
import superjson from 'superjson'
import { startOfTest } from './start-backend.ts'

export const jwtSecret = 'a secret of the tests that is long enough'

export function signIn(sub: string, claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime(startOfTest.getTime() / 1000 + 365 * 86_400)
    .sign(new TextEncoder().encode(jwtSecret))
}

export interface Answer {
  status: number
  /** `ok`, or the code of the error. */
  code: string
  message: string
  text: string
}

export interface Call {
  path: string
  type: 'query' | 'mutation' | 'subscription'
  input: unknown
  token: string | null
  headers?: Record<string, string>
}

/** One procedure as any HTTP client calls it; of a stream the first event counts. */
export async function callProcedure(url: string, { path, type, input, token, headers }: Call): Promise<Answer> {
  const body = JSON.stringify(superjson.serialize(input))
  const line = new AbortController()
  const address = `${url}/trpc/${path}${type === 'mutation' ? '' : `?input=${encodeURIComponent(body)}`}`
  const response = await fetch(address, {
    signal: line.signal,
    ...(type === 'mutation' ? { method: 'POST', body } : {}),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(type === 'mutation' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
  })
  const text = type === 'subscription' ? await firstEvents(response) : await response.text()
  line.abort()
  return { status: response.status, text, ...readFailure(text) }
}

/** A stream says in its second event whether it may be read: the first one only opens it. */
async function firstEvents(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.includes('serialized-error') || text.includes('\ndata: {"json"')) break
  }
  return text
}

function readFailure(text: string): Pick<Answer, 'code' | 'message'> {
  const code = /"app":\{"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'ok'
  const message = /"error":\{"json":\{"message":"([^"]*)"/.exec(text)?.[1] ?? ''
  return { code, message }
}
