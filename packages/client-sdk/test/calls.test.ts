import { describe, expect, test, vi } from 'vitest'
import { createInstagramClient, isInstagramError } from '../src/index.ts'
import { account, connectedStatus } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

const status = 'instagram.connect.status'
const disconnect = 'instagram.connect.disconnect'

const signedOut = () => {
  throw refusal('Sua sessão terminou. Entre de novo para continuar.', {
    code: 'AUTH_REQUIRED',
    action: 'sign_in',
    requestId: 'request-1',
  })
}

describe('answers', () => {
  test('instants arrive as dates', async () => {
    const { url } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })

    const answer = await createInstagramClient({ url }).connect.status()

    expect(answer.account?.connectedAt).toEqual(account.connectedAt)
  })

  test('the time is that of the server, where the clock of the machine is wrong', async () => {
    const server = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    const client = createInstagramClient({ url: server.url })
    await client.connect.status()
    expect(Math.abs(client.now().getTime() - Date.now())).toBeLessThan(1_000)

    const aheadMs = 40 * 86_400_000
    server.dateNextAnswer(new Date(Date.now() + aheadMs))
    await client.connect.status()
    expect(Math.abs(client.now().getTime() - Date.now() - aheadMs)).toBeLessThan(5_000)
  })

  test('a refusal arrives as an InstagramError with all that the server said', async () => {
    const { url } = await startScriptedServer({
      mutations: {
        'instagram.sync.start': () => {
          throw refusal('Seus números acabaram de ser atualizados.', {
            code: 'SYNC_COOLDOWN',
            action: 'wait',
            retryAfterSeconds: 840,
            requestId: 'request-7',
            issues: [{ path: ['accountId'], message: 'cedo demais' }],
          })
        },
      },
    })

    const error: unknown = await createInstagramClient({ url })
      .sync.start()
      .catch((caught: unknown) => caught)

    expect(isInstagramError(error)).toBe(true)
    expect(error).toMatchObject({
      name: 'InstagramError',
      code: 'SYNC_COOLDOWN',
      action: 'wait',
      message: 'Seus números acabaram de ser atualizados.',
      retryAfterSeconds: 840,
      requestId: 'request-7',
      issues: [{ path: ['accountId'], message: 'cedo demais' }],
    })
  })

  test('an error of another copy of the package is recognised', async () => {
    vi.resetModules()
    const other = await import('../src/errors.ts')
    const error = new other.InstagramError('NOT_FOUND', 'Não encontramos.', { action: 'none' })

    expect(isInstagramError(error)).toBe(true)
    expect(isInstagramError(new Error('NOT_FOUND'))).toBe(false)
    expect(isInstagramError(undefined)).toBe(false)
  })

  test.each([
    ['pt-BR', 'O servidor não respondeu como esperado. Tente de novo em instantes.'],
    ['en', 'The server did not answer as expected. Try again in a moment.'],
  ])('a page of a proxy is a fault to retry, said in %s', async (locale, message) => {
    const server = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    server.answerNextRequest(502, '<h1>Bad gateway</h1>')

    const answer = createInstagramClient({ url: server.url, locale }).connect.status()

    await expect(answer).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry', message, requestId: undefined })
  })

  test('JSON that is not the server’s is a fault to retry as well', async () => {
    const server = await startScriptedServer({})
    server.answerNextRequest(404, '{"detail":"Not found."}')

    const answer = createInstagramClient({ url: server.url }).connect.disconnect()

    await expect(answer).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry' })
  })
})

describe('headers', () => {
  test('Portuguese is asked for by default, another locale when set', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })

    await createInstagramClient({ url }).connect.status()
    await createInstagramClient({ url, locale: 'en' }).connect.status()

    expect(calls.map(({ headers }) => headers['accept-language'])).toEqual(['pt-BR', 'en'])
  })

  test('without a token no authorization is sent', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })

    await createInstagramClient({ url }).connect.status()
    await createInstagramClient({ url, token: () => null }).connect.status()

    expect(calls.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
  })

  test('the host’s own headers are sent, fixed or made for each request', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    let trace = 0

    await createInstagramClient({ url, headers: { 'x-tenant': 'north' } }).connect.status()
    const traced = createInstagramClient({ url, headers: async () => ({ 'x-trace': String(++trace) }) })
    await traced.connect.status()
    await traced.connect.status()

    expect(calls.map(({ headers }) => headers['x-tenant'] ?? headers['x-trace'])).toEqual(['north', '1', '2'])
  })
})

describe('token', () => {
  test('a function is asked before each request', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    const tokens = ['first', 'second']
    const client = createInstagramClient({ url, token: () => tokens.shift() })

    await client.connect.status()
    await client.connect.status()

    expect(calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second'])
  })

  test('a token that is not accepted is asked for once more, and the call repeated', async () => {
    const { url, calls } = await startScriptedServer({
      mutations: {
        [disconnect]: ({ headers }) => (headers.authorization === 'Bearer renewed' ? { success: true } : signedOut()),
      },
    })
    const tokens = ['stale', 'renewed']

    const answer = await createInstagramClient({ url, token: async () => tokens.shift() }).connect.disconnect()

    expect(answer).toEqual({ success: true })
    expect(calls).toHaveLength(2)
  })

  test('a second refusal is final', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: signedOut } })

    const answer = createInstagramClient({ url, token: () => 'stale' }).connect.status()

    await expect(answer).rejects.toMatchObject({ code: 'AUTH_REQUIRED', action: 'sign_in' })
    expect(calls).toHaveLength(2)
  })

  test('a fixed token is not tried twice', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: signedOut } })

    const answer = createInstagramClient({ url, token: 'stale' }).connect.status()

    await expect(answer).rejects.toMatchObject({ code: 'AUTH_REQUIRED' })
    expect(calls).toHaveLength(1)
  })
})

describe('network failures', () => {
  test('a query that got lost is asked once more', async () => {
    const server = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    server.dropNextRequest()

    const answer = await createInstagramClient({ url: server.url }).connect.status()

    expect(answer).toEqual(connectedStatus)
    expect(server.requests).toHaveLength(2)
  })

  test('a mutation that got lost is not repeated: it may have been done', async () => {
    const server = await startScriptedServer({ mutations: { [disconnect]: () => ({ success: true }) } })
    server.dropNextRequest()

    const answer = createInstagramClient({ url: server.url, locale: 'en' }).connect.disconnect()

    await expect(answer).rejects.toMatchObject({
      code: 'INTERNAL',
      action: 'retry',
      message: 'We could not reach the server. Check your internet connection and try again.',
    })
    expect(server.requests).toHaveLength(1)
  })

  test('an unreachable server is told in the client’s language after two tries', async () => {
    const tries: unknown[] = []
    const unreachable: typeof fetch = async (input) => {
      tries.push(input)
      throw new TypeError('fetch failed')
    }

    const answer = createInstagramClient({ url: 'http://127.0.0.1/trpc', fetch: unreachable }).connect.status()

    await expect(answer).rejects.toMatchObject({
      code: 'INTERNAL',
      action: 'retry',
      message: 'Não conseguimos falar com o servidor. Confira sua conexão com a internet e tente de novo.',
    })
    expect(tries).toHaveLength(2)
  })
})

describe('aborts', () => {
  test('an aborted call rejects with the abort as it came', async () => {
    const { url } = await startScriptedServer({ queries: { [status]: () => new Promise(() => {}) } })
    const controller = new AbortController()

    const answer = createInstagramClient({ url }).connect.status({ signal: controller.signal })
    controller.abort()

    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('one aborted call does not wait for those that travel with it', async () => {
    const { url } = await startScriptedServer({
      queries: { [status]: () => new Promise(() => {}), 'instagram.metrics.growth': () => new Promise(() => {}) },
    })
    const client = createInstagramClient({ url })
    const controller = new AbortController()

    const answer = client.connect.status({ signal: controller.signal })
    client.metrics.growth().catch(() => {})
    controller.abort(new Error('the page was left'))

    await expect(answer).rejects.toThrow('the page was left')
  })
})

describe('batching', () => {
  test('reads asked together travel together, ten at most', async () => {
    const { url, calls, requests } = await startScriptedServer({ queries: { [status]: () => connectedStatus } })
    const client = createInstagramClient({ url })

    await Promise.all(Array.from({ length: 11 }, () => client.connect.status()))

    expect(calls).toHaveLength(11)
    expect(requests).toHaveLength(2)
  })

  test('reads that take long travel alone, so that they hold back no other', async () => {
    const never = () => new Promise(() => {})
    const slow = ['insights', 'forecast', 'overview'].map((name) => [`instagram.metrics.${name}`, never] as const)
    const { url, requests } = await startScriptedServer({
      queries: { [status]: () => connectedStatus, ...Object.fromEntries(slow) },
    })
    const client = createInstagramClient({ url })

    client.metrics.insights().catch(() => {})
    client.metrics.forecast({ metric: 'reach' }).catch(() => {})
    client.metrics.overview().catch(() => {})
    await client.connect.status()

    expect(requests).toHaveLength(4)
  })

  test('changes travel alone, so that a slow one holds back no other', async () => {
    const { url, requests } = await startScriptedServer({
      mutations: { 'instagram.sync.run': () => new Promise(() => {}), [disconnect]: () => ({ success: true }) },
    })
    const client = createInstagramClient({ url })

    client.sync.run().catch(() => {})
    await client.connect.disconnect()

    expect(requests).toHaveLength(2)
  })
})

describe('time limits', () => {
  test('a call that takes too long gives up, and says that it may be tried again', async () => {
    const { url, calls } = await startScriptedServer({ queries: { [status]: () => new Promise(() => {}) } })

    const answer = createInstagramClient({ url, locale: 'en', timeoutMs: 1_000 }).connect.status()

    await expect(answer).rejects.toMatchObject({
      code: 'INTERNAL',
      action: 'retry',
      message: 'The server took too long to answer. Try again in a moment.',
    })
    expect(calls).toHaveLength(1)
  })

  test('one call can have a limit of its own', async () => {
    const { url } = await startScriptedServer({ mutations: { [disconnect]: () => new Promise(() => {}) } })

    const answer = createInstagramClient({ url }).connect.disconnect({}, { timeoutMs: 50 })

    await expect(answer).rejects.toMatchObject({ name: 'InstagramError', action: 'retry' })
  })
})
