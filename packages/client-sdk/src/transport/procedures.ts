import type { AppRouter } from '@instagram-dashboard/server/router'
import { createTRPCUntypedClient, httpBatchLink } from '@trpc/client'
import type { Call, CallOptions } from './calls.ts'
import { transformer } from './superjson.ts'

type Procedures = AppRouter['_def']['record']
type Step<Place, Name> = Name extends keyof Place ? Place[Name] : never
type At<Place, Path> = Path extends `${infer Room}.${infer Rest}` ? At<Step<Place, Room>, Rest> : Step<Place, Path>
type TypesAt<Path> =
  At<Procedures, Path> extends { _def: { $types: { input: infer Input; output: infer Output } } }
    ? { input: Input; output: Output }
    : { input: never; output: unknown }

type WithInput<Path> = (input?: TypesAt<Path>['input'], options?: CallOptions) => Promise<TypesAt<Path>['output']>
type WithoutInput<Path> = (options?: CallOptions) => Promise<TypesAt<Path>['output']>

/** Functions for the server's procedures, by path. The compiler checks paths, inputs and outputs against its router. */
export interface ProcedureFunctions {
  query: <const Path extends string>(path: Path) => WithInput<Path>
  /** A read that takes long, in a request of its own. */
  slowQuery: <const Path extends string>(path: Path) => WithInput<Path>
  mutation: <const Path extends string>(path: Path) => WithInput<Path>
  queryWithoutInput: <const Path extends string>(path: Path) => WithoutInput<Path>
  mutationWithoutInput: <const Path extends string>(path: Path) => WithoutInput<Path>
}

interface ProcedureSources {
  url: string
  fetch: typeof globalThis.fetch | undefined
  headers: () => Promise<Headers>
}

/** Reads that are asked together travel in one request, this many at most: the server allows no more. */
const mostCallsPerRequest = 10

/** Calls over HTTP: reads that are asked together in one request, slow ones and changes each in its own. */
export function createProcedures({ url, fetch, headers }: ProcedureSources, request: Call): ProcedureFunctions {
  const clientOf = (maxItems: number) =>
    createTRPCUntypedClient<AppRouter>({
      links: [
        httpBatchLink<AppRouter>({
          url,
          transformer,
          maxItems,
          headers,
          ...(fetch && { fetch: (input, init) => fetch(input, { ...init, signal: init?.signal ?? null }) }),
        }),
      ],
    })
  function functions(type: 'query' | 'mutation', client: ReturnType<typeof clientOf>) {
    const call = (path: string, input: unknown, options: CallOptions | undefined) =>
      request(type, (requestOptions) => client[type](path, input, requestOptions), options)
    return [
      // An input that was left out is an empty one: the server tells when it needs more.
      (path: string) =>
        (input: unknown = {}, options?: CallOptions) =>
          call(path, input, options),
      (path: string) => (options?: CallOptions) => call(path, undefined, options),
    ]
  }
  const [query, queryWithoutInput] = functions('query', clientOf(mostCallsPerRequest))
  // A request is answered when all of its calls are: a sync would hold the others back for as long as it runs.
  const alone = clientOf(1)
  const [slowQuery] = functions('query', alone)
  const [mutation, mutationWithoutInput] = functions('mutation', alone)
  // The types of what comes back are the router's own, which untyped calls can not carry.
  return { query, slowQuery, mutation, queryWithoutInput, mutationWithoutInput } as ProcedureFunctions
}
