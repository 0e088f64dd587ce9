import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type AnyTRPCRouter,
  type TRPCError,
} from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { RequestContext } from './context.ts'
import { appRouter } from './router.ts'
import type { ProcedureMeta } from './trpc.ts'
import type { AskedQuery } from './unchanged.ts'
import { transformer } from './wire.ts'

export interface Queries {
  isBatch: boolean
  calls: AskedQuery[]
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
 * Reads what a URL behind tRPC's door asks for. `null` for everything but well-formed queries that we have: tRPC's own
 * adapter answers those, and words what is wrong with them.
 */
export function readQueries(url: string, mostCalls: number): Queries | null {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url.slice(1) : url.slice(1, mark)
  const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
  const isBatch = parameters.get('batch') === '1'
  const paths = isBatch ? path.split(',') : [path]
  if (paths.length > mostCalls || parameters.has('connectionParams')) return null
  try {
    const given: unknown = JSON.parse(parameters.get('input') ?? '{}')
    if (typeof given !== 'object' || given === null) return null
    const inputs = (isBatch || !parameters.has('input') ? given : { 0: given }) as Record<string, unknown>
    const calls: AskedQuery[] = []
    for (const [index, name] of paths.entries()) {
      if (!queryMetas.has(name)) return null
      const input = Object.hasOwn(inputs, index) ? inputs[index] : undefined
      // The guarantee is checked by reading: what has another form throws.
      const line = input as Parameters<typeof transformer.deserialize>[0]
      calls.push({
        path: name,
        input: input === undefined ? undefined : transformer.deserialize(line),
        meta: queryMetas.get(name),
      })
    }
    return { isBatch, calls }
  } catch {
    return null
  }
}

export interface QueriesAnswer {
  status: number
  body: string
  errors: TRPCError[]
}

const mixedStatuses = 207

/** Answers as tRPC's own adapter does, without going through the web's requests, responses and streams. */
export async function answerQueries(
  { isBatch, calls }: Queries,
  context: RequestContext,
  onError: (error: TRPCError, path: string) => void,
): Promise<QueriesAnswer> {
  const answers = await Promise.all(
    calls.map(async ({ path, input }, batchIndex) => {
      const given = { path, ctx: context, type: 'query' as const, signal: undefined, batchIndex }
      try {
        const data: unknown = await callTRPCProcedure({ ...given, router: appRouter, getRawInput: async () => input })
        return { status: 200, part: { result: { data: transformer.serialize(data) } }, error: null }
      } catch (cause) {
        const error = getTRPCErrorFromUnknown(cause)
        onError(error, path)
        const shape = getTRPCErrorShape({ config, error, type: 'query', path, input, ctx: context })
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
