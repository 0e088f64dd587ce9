import type { AnyTRPCRouter } from '@trpc/server'
import type { ProcedureMeta } from '../procedures/trpc.ts'
import { appRouter, type AppRouter } from './router.ts'

interface AnyProcedure {
  _def: { type: string; $types: unknown }
}
type PathsOf<Place, Prefix extends string = ''> = {
  [Name in keyof Place & string]: Place[Name] extends AnyProcedure
    ? `${Prefix}${Name}`
    : PathsOf<Place[Name], `${Prefix}${Name}.`>
}[keyof Place & string]

/** The name of a procedure, for example `instagram.metrics.list`. */
export type ProcedurePath = PathsOf<AppRouter['_def']['record']>

export interface ProcedureDefinition {
  type: 'query' | 'mutation' | 'subscription'
  meta?: ProcedureMeta
  inputs: unknown[]
  output?: unknown
}

/** How each procedure of the router was built, by its path. */
export const procedureList: ReadonlyMap<string, ProcedureDefinition> = new Map(
  Object.entries((appRouter satisfies AnyTRPCRouter as AnyTRPCRouter)._def.procedures).map(
    // The guarantee: every procedure is built by our own builder, and tRPC keeps there what it was built of.
    ([path, procedure]) => [path, (procedure as { _def: ProcedureDefinition })._def] as const,
  ),
)
