import { initTRPC, TRPCError } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import superjson from 'superjson'
import { onTestFinished } from 'vitest'

interface ReceivedCall {
  path: string
  input: unknown
  headers: IncomingHttpHeaders
}

type Answer = (call: ReceivedCall) => unknown

interface Script {
  queries?: Record<string, Answer>
  mutations?: Record<string, Answer>
  subscriptions?: Record<string, (call: ReceivedCall) => AsyncIterable<unknown>>
}

export interface FailureData {
  code: string
  action: string
  retryAfterSeconds?: number
  requestId: string
  issues?: { path: (string | number)[]; message: string }[]
}

class Failure extends Error {
  readonly data: FailureData
  constructor(data: FailureData) {
    super(data.code)
    this.data = data
  }
}

/** A refusal as the server sends it: the sentence for the user, and `data.app`. */
export function refusal(message: string, data: FailureData): TRPCError {
  const code = data.code === 'AUTH_REQUIRED' ? 'UNAUTHORIZED' : 'BAD_REQUEST'
  return new TRPCError({ code, message, cause: new Failure(data) })
}

const t = initTRPC.context<{ headers: IncomingHttpHeaders }>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, app: error.cause instanceof Failure ? error.cause.data : undefined },
  }),
})
const procedure = t.procedure.input((value: unknown) => value)

/** A tRPC server that answers as the test says and remembers what it was asked. Stops when the test has finished. */
export async function startScriptedServer({ queries = {}, mutations = {}, subscriptions = {} }: Script) {
  const calls: ReceivedCall[] = []
  const requests: string[] = []
  let intercept: ((response: ServerResponse) => void) | undefined

  const answerWith = (answer: Answer) => (call: ReceivedCall) => {
    calls.push(call)
    return answer(call)
  }
  const router = t.router({
    ...mapValues(queries, (answer) => procedure.query(({ ctx, ...call }) => answerWith(answer)({ ...ctx, ...call }))),
    ...mapValues(mutations, (answer) =>
      procedure.mutation(({ ctx, ...call }) => answerWith(answer)({ ...ctx, ...call })),
    ),
    ...mapValues(subscriptions, (answer) =>
      procedure.subscription(async function* ({ ctx, path, input }) {
        const call = { path, input, ...ctx }
        calls.push(call)
        yield* answer(call)
      }),
    ),
  })
  const handle = createHTTPHandler({
    router,
    basePath: '/trpc/',
    createContext: ({ req }) => ({ headers: req.headers }),
  })
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`)
    const intercepted = intercept
    intercept = undefined
    intercepted?.(response)
    if (!response.writableEnded && !response.destroyed) handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })

  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/trpc`,
    /** What the procedures were asked. */
    calls,
    /** What arrived over HTTP, dropped ones included. */
    requests,
    /** Hangs up on the next request. */
    dropNextRequest() {
      intercept = (response) => response.destroy()
    },
    /** The clock from which the next answer is dated. */
    dateNextAnswer(date: Date) {
      intercept = (response) => void response.setHeader('date', date.toUTCString())
    },
    /** Answers the next request as something in between the client and the server would. */
    answerNextRequest(status: number, body: string) {
      intercept = (response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body)
    },
  }
}

function mapValues<T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
