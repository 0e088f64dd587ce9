import type { AnyTRPCRouter } from '@trpc/server'
import type { ProcedureMeta } from '../procedures/trpc.ts'
import { appRouter } from './router.ts'

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
