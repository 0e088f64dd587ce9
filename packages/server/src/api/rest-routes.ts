import { z } from 'zod'
import type { AppErrorCode } from '../errors.ts'
import { eventSchemaOf } from '../procedures/streams.ts'
import type { ProcedureMeta } from '../procedures/trpc.ts'
import { procedureList, type ProcedurePath } from './procedure-list.ts'
import { toKebab } from './rest-names.ts'
import { restTable, type RestRow } from './rest-table.ts'

export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE'
  /** Without a slash at its end; it answers with one as well. */
  path: `/api/v1/${string}`
  summary: string
}

export interface RestProcedure {
  path: ProcedurePath
  type: 'query' | 'mutation' | 'subscription'
  rest: RestRoute
  meta: ProcedureMeta
  /** Failures of its own. */
  errors: readonly AppErrorCode[]
  isLast: RestRow['isLast']
  /** What it takes, where it takes anything. */
  input: z.ZodType | undefined
  /** What it answers; of a stream each event. */
  output: z.ZodType | undefined
}

const areas = { instagram: '/api/v1/social/instagram', admin: '/api/v1/admin' } as const

/** `instagram.metrics.bestTimes` is at `…/instagram/metrics/best-times`; `list` and `create` are what a group itself is. */
function pathOf(procedure: string): RestRoute['path'] {
  const [area = '', ...names] = procedure.split('.')
  const parts = /^(list|create)$/.test(names.at(-1) ?? '') ? names.slice(0, -1) : names
  // The guarantee: the router has these two areas.
  return `${areas[area as keyof typeof areas]}/${parts.map(toKebab).join('/')}`
}

function routeOf(path: ProcedurePath, type: RestProcedure['type']): RestRoute {
  const { summary, route }: RestRow = restTable[path]
  const [method, place] = route ?? [type === 'mutation' ? 'POST' : 'GET', pathOf(path)]
  return { method, path: place, summary }
}

const schemaOf = (parser: unknown) => (parser instanceof z.ZodType ? parser : undefined)

/** Every procedure by its REST path. */
export const restProcedures: readonly RestProcedure[] = [...procedureList].map(
  ([name, { type, meta = {}, inputs, output }]) => {
    // The guarantee: the table has a row for each procedure of the router, and the list is made of the router.
    const path = name as ProcedurePath
    const { errors = [], isLast }: RestRow = restTable[path]
    const rest = routeOf(path, type)
    const answer = type === 'subscription' ? eventSchemaOf(output) : schemaOf(output)
    return { path, type, rest, meta, errors, isLast, input: schemaOf(inputs.at(-1)), output: answer }
  },
)
