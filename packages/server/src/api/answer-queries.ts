import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type AnyTRPCRouter,
} from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { RequestContext } from '../procedures/context.ts'
import { appRouter } from './router.ts'
import type { ProcedureMeta } from '../procedures/trpc.ts'
import { transformer } from '../procedures/superjson-encode.ts'

export interface NamedQuery {
  path: string
  meta: ProcedureMeta | undefined
}

export interface Queries {
  isBatch: boolean
  calls: NamedQuery[]
  /** All inputs as they came. Nobody reads them before the calls are charged. */
  inputs: string | null
}

const config = appRouter._def._config
interface BuiltProcedure {
  _def: { type: string; meta?: ProcedureMeta }
}

const queryMetas = new Map(
  Object.entries((appRouter satisfies AnyTRPCRouter as AnyTRPCRouter)._def.procedures)
    // The guarantee: every procedure is built by our own builder, which keeps what it was given there.
    .map(([path, procedure]) => [path, (procedure as BuiltProcedure)._def] as const)
    .filter(([, { type }]) => type === 'query')
    .map(([path, { meta }]) => [path, meta] as const),
)

/**
 * Which queries a URL behind tRPC's door asks for. `null` for everything but queries that we have: tRPC's own adapter
 * answers those, and words what is wrong with them.
 */
export function findQueries(url: string, mostCalls: number): Queries | null {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url.slice(1) : url.slice(1, mark)
  const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
  const isBatch = parameters.get('batch') === '1'
  const paths = isBatch ? path.split(',', mostCalls + 1) : [path]
  if (paths.length > mostCalls || parameters.has('connectionParams')) return null
  if (!paths.every((name) => queryMetas.has(name))) return null
  const calls = paths.map((name) => ({ path: name, meta: queryMetas.get(name) }))
  return { isBatch, calls, inputs: parameters.get('input') }
}

/**
 * The inputs of queries, one each, as they were written; `undefined` where there is none.
 * @throws TRPCError PARSE_ERROR when the text is no JSON object
 */
export function readInputs({ isBatch, calls, inputs }: Queries): unknown[] {
  if (inputs === null) return calls.map(() => undefined)
  const given = parse(inputs)
  if (!isBatch) return [given]
  return calls.map((_call, index) => (Object.hasOwn(given, index) ? given[index] : undefined))
}

function parse(text: string): Record<number, unknown> {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', cause })
  }
  if (typeof given !== 'object' || given === null) throw new TRPCError({ code: 'PARSE_ERROR' })
  return given as Record<number, unknown>
}

export interface QueriesAnswer {
  status: number
  body: string
  errors: TRPCError[]
}

const mixedStatuses = 207

/**
 * Answers as tRPC's own adapter does, without going through the web's requests, responses and streams. An input is read
 * when its procedure asks for it, which is after the login and the charge.
 * @param contexts one each, with whether the call is charged already
 */
export async function answerQueries(
  { isBatch, calls }: Queries,
  { contexts, inputs }: { contexts: readonly RequestContext[]; inputs: () => readonly unknown[] },
  onError: (error: TRPCError, path: string) => void,
): Promise<QueriesAnswer> {
  const answers = await Promise.all(
    calls.map(async ({ path }, batchIndex) => {
      const ctx = contexts[batchIndex]
      let input: unknown
      const getRawInput = async () => {
        const line = inputs()[batchIndex]
        // The guarantee is checked by reading: what has another form throws.
        if (line !== undefined) input = transformer.deserialize(line as Parameters<typeof transformer.deserialize>[0])
        return input
      }
      const given = { path, ctx, type: 'query' as const, signal: undefined, batchIndex }
      try {
        const data: unknown = await callTRPCProcedure({ ...given, router: appRouter, getRawInput })
        return { status: 200, part: { result: { data: transformer.serialize(data) } }, error: null }
      } catch (cause) {
        const error = getTRPCErrorFromUnknown(cause)
        onError(error, path)
        const shape = getTRPCErrorShape({ config, error, type: 'query', path, input, ctx })
        return { status: getHTTPStatusCodeFromError(error), part: { error: transformer.serialize(shape) }, error }
      }
    }),
  )
  const [first] = answers
  const isUniform = answers.every(({ status }) => status === first?.status)
  return {
    status: first && isUniform ? first.status : mixedStatuses,
    body: JSON.stringify(isBatch ? answers.map(({ part }) => part) : first?.part),
    errors: answers.flatMap(({ error }) => (error === null ? [] : [error])),
  }
}
