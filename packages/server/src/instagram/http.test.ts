import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { GraphFailure, type GraphFailureKind } from './failure.ts'
import { createHttp, type HttpOptions, type InstagramCall } from './http.ts'

const canary = 'IGAAcanary4f1d8e'
const json = { 'content-type': 'application/json' }

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answer = (status: number, body: string | Buffer, headers: Record<string, string | number> = {}) =>
  serve((_request, response) => response.writeHead(status, { ...json, ...headers }).end(body))

const callTo = (baseUrl: string): InstagramCall => ({
  endpoint: 'GET me',
  baseUrl,
  path: '/v25.0/me',
  query: { fields: 'id', access_token: canary },
})

async function failureOf(baseUrl: string, options: HttpOptions = {}): Promise<GraphFailure> {
  const error: unknown = await createHttp(options)(callTo(baseUrl)).catch((thrown: unknown) => thrown)
  if (!(error instanceof GraphFailure)) throw new Error('The call did not fail as it should')
  for (const shown of [
    error.message,
    error.stack ?? '',
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
  ]) {
    expect(shown).not.toContain(canary)
    expect(shown).not.toContain('127.0.0.1')
  }
  expect(error.cause).toBeUndefined()
  return error
}

describe('a call to Instagram', () => {
  it('sends the query, asks for JSON and gives the body back', async () => {
    const seen: { url: string | undefined; accept: string | undefined }[] = []
    const baseUrl = await serve((request, response) => {
      seen.push({ url: request.url, accept: request.headers.accept })
      response.writeHead(200, json).end('{"user_id":17841405793187219,"username":"ana"}')
    })
    expect(await createHttp()(callTo(`${baseUrl}/`))).toEqual({ user_id: '17841405793187219', username: 'ana' })
    expect(seen).toEqual([{ url: `/v25.0/me?fields=id&access_token=${canary}`, accept: 'application/json' }])
  })

  it('sends a form as a form', async () => {
    let received = ''
    let type: string | undefined
    const baseUrl = await serve((request, response) => {
      type = request.headers['content-type']
      request.on('data', (chunk: Buffer) => (received += chunk.toString()))
      request.on('end', () => response.writeHead(200, json).end('{}'))
    })
    await createHttp()({
      endpoint: 'POST x',
      method: 'POST',
      baseUrl,
      path: '/x',
      form: { code: 'a&b=c', client_id: '1' },
    })
    expect(received).toBe('code=a%26b%3Dc&client_id=1')
    expect(type).toContain('application/x-www-form-urlencoded')
  })

  it('keeps its connection for the calls that follow', async () => {
    const connections = new Set<unknown>()
    const baseUrl = await serve((request, response) => {
      connections.add(request.socket)
      response.writeHead(200, json).end('{}')
    })
    const send = createHttp()
    for (let call = 0; call < 10; call += 1) await send(callTo(baseUrl))
    // A second one is opened where the first has not been given back yet.
    expect(connections.size).toBeLessThanOrEqual(2)
  })

  it('takes the way that the host gave the whole process, such as a proxy', async () => {
    class HostDispatcher extends Agent {
      readonly seen: string[] = []
      override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
        this.seen.push(String(options.path))
        return super.dispatch(options, handler)
      }
    }
    const [before, own] = [getGlobalDispatcher(), new HostDispatcher()]
    setGlobalDispatcher(own)
    onTestFinished(() => setGlobalDispatcher(before))
    const baseUrl = await answer(200, '{}')
    await createHttp()({ endpoint: 'GET x', baseUrl, path: '/x' })
    expect(own.seen).toEqual(['/x'])
  })

  it('follows no redirect', async () => {
    let visits = 0
    const elsewhere = await serve((_request, response) => {
      visits += 1
      response.writeHead(200, json).end('{}')
    })
    const baseUrl = await serve((request, response) => {
      response.writeHead(302, { location: `${elsewhere}${request.url}` }).end()
    })
    const failure = await failureOf(baseUrl)
    expect(failure.kind).toBe('unreadable')
    expect(failure.details.httpStatus).toBe(302)
    expect(visits).toBe(0)
  })

  it.each<[string, number, string, GraphFailureKind]>([
    ['HTML in a 502', 502, '<html><body>Bad gateway</body></html>', 'transient'],
    ['HTML in a 200', 200, '<html><body>Log in</body></html>', 'unreadable'],
    ['HTML in a 404', 404, '<html></html>', 'unreadable'],
    ['an empty 200', 200, '', 'unreadable'],
    ['an empty 503', 503, '', 'transient'],
    ['a cut body', 200, '{"data":[{"name":"rea', 'unreadable'],
    [
      'an error in a 200',
      200,
      '{"error":{"message":"(#4) Application request limit reached","code":4}}',
      'app_rate_limited',
    ],
    [
      'an error that quotes the token',
      400,
      `{"error":{"message":"Cannot parse ${canary}","code":190}}`,
      'token_refused',
    ],
    ['a 429 without a body', 429, '', 'rate_limited'],
  ])('calls %s (HTTP %i, %j) %s', async (_name, status, body, kind) => {
    const baseUrl = await answer(status, body)
    const failure = await failureOf(baseUrl)
    expect(failure.kind).toBe(kind)
    expect(failure.details.httpStatus).toBe(status)
  })

  it('reads a body of exactly the allowed size and refuses one byte more', async () => {
    const baseUrl = await serve((request, response) => {
      const size = request.url?.startsWith('/exact') === true ? 64 : 65
      response.writeHead(200, json).end(JSON.stringify('x'.repeat(size - 2)))
    })
    const send = createHttp({ maxBytes: 64 })
    expect(await send({ endpoint: 'GET x', baseUrl, path: '/exact' })).toBe('x'.repeat(62))
    expect((await failureOf(baseUrl, { maxBytes: 64 })).kind).toBe('unreadable')
  })

  it('measures a compressed body after it is unpacked', async () => {
    const body = gzipSync(JSON.stringify('x'.repeat(2_000_000)))
    expect(body.length).toBeLessThan(10_000)
    const baseUrl = await answer(200, body, { 'content-encoding': 'gzip' })
    expect((await failureOf(baseUrl)).kind).toBe('unreadable')
  })

  it.each([
    ['gzip', gzipSync, 0.5],
    ['gzip', gzipSync, 0.98],
    ['br', brotliCompressSync, 0.5],
  ] as const)(
    'calls a %s body transient that ends too early, though HTTP says it is whole',
    async (name, pack, share) => {
      const body = pack(JSON.stringify(Array.from({ length: 500 }, (_, index) => index * index)))
      const cut = body.subarray(0, Math.floor(body.length * share))
      const baseUrl = await answer(200, cut, { 'content-encoding': name, 'content-length': cut.length })
      expect((await failureOf(baseUrl)).kind).toBe('transient')
    },
  )

  it('stops reading an endless body at the cap', async () => {
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, json)
      const more = () => {
        while (response.write('x'.repeat(16_384)));
        response.once('drain', more)
      }
      more()
    })
    expect((await failureOf(baseUrl, { maxBytes: 100_000 })).kind).toBe('unreadable')
  })

  it('ends at the deadline when no answer comes', async () => {
    const baseUrl = await serve(() => undefined)
    const failure = await failureOf(baseUrl, { deadlineMs: 60 })
    expect(failure.kind).toBe('transient')
    expect(failure.details.httpStatus).toBeUndefined()
  })

  it('ends at the deadline in the middle of a body', async () => {
    const baseUrl = await serve((_request, response) => response.writeHead(200, json).write('{"data":['))
    const failure = await failureOf(baseUrl, { deadlineMs: 1_000 })
    expect(failure.kind).toBe('transient')
    expect(failure.details.httpStatus).toBe(200)
  })

  it('calls a broken connection transient, before and inside the body', async () => {
    const before = await serve((request) => request.socket.destroy())
    expect((await failureOf(before)).kind).toBe('transient')
    const inside = await serve((request, response) => {
      response.writeHead(200, { ...json, 'content-length': '1000' })
      response.write('{"data":[', () => request.socket.resetAndDestroy())
    })
    expect((await failureOf(inside)).kind).toBe('transient')
  })

  it('calls a server that is not there transient', async () => {
    // Port 1 is reserved and nothing listens on it.
    expect((await failureOf('http://127.0.0.1:1')).kind).toBe('transient')
  })

  it('keeps letters whole that are cut between two chunks', async () => {
    const bytes = Buffer.from('{"name":"João 🌻"}')
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, json)
      const sendFrom = (index: number) => {
        if (index >= bytes.length) response.end()
        else response.write(bytes.subarray(index, index + 1), () => sendFrom(index + 1))
      }
      sendFrom(0)
    })
    expect(await createHttp()(callTo(baseUrl))).toEqual({ name: 'João 🌻' })
  })

  it('tells whether Instagram could be reached, a refusal included', async () => {
    const outcomes: boolean[] = []
    const baseUrl = await serve((request, response) => {
      const status = Number(request.url?.slice(1, 4))
      response.writeHead(status, json).end(status === 200 ? '{}' : '')
    })
    const send = createHttp({ onOutcome: (isReachable) => outcomes.push(isReachable) })
    for (const path of ['/200', '/400', '/503']) {
      await send({ endpoint: 'GET x', baseUrl, path }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(GraphFailure),
      )
    }
    expect(outcomes).toEqual([true, true, false])
  })

  it('carries the wait that Instagram asks for', async () => {
    const baseUrl = await answer(429, '{"error":{"code":17,"message":"x"}}', { 'retry-after': '33' })
    expect((await failureOf(baseUrl)).details.retryAfterSeconds).toBe(33)
  })
})

it('says nothing of what was sent along, whatever it looks like, when Instagram repeats it', async () => {
  const [token, secret] = ['open sesame', 'rosebud']
  const message = `The token "${token}" of ${secret} is not valid`
  const url = await answer(400, JSON.stringify({ error: { message, code: 190 } }))
  const call = {
    ...callTo(url),
    query: { access_token: token },
    form: { client_secret: secret },
    method: 'POST' as const,
  }
  const error: unknown = await createHttp()(call).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ details: { code: 190, words: 'The token "…" of … is not valid' } })
})
