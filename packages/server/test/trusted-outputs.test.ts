import type { AnyTRPCRouter } from '@trpc/server'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { appRouter } from '../src/api/router.ts'
import { isTrustedOutput } from '../src/procedures/trusted-output.ts'
import { startBackend, type Backend } from './start-backend.ts'

type Caller = ReturnType<Backend['as']>['instagram']
const everyMetric = ['followersCount', 'reach', 'engagementRate'] as const

/** Each read whose answer is not parsed again, asked in every form that makes it answer otherwise. */
const reads: Record<string, (caller: Caller) => Promise<unknown>[]> = {
  'instagram.connect.status': ({ connect }) => [connect.status()],
  'instagram.metrics.list': ({ metrics }) => [metrics.list({}), metrics.list({ startDate: '2026-01-01' })],
  'instagram.metrics.summary': ({ metrics }) => [metrics.summary({})],
  'instagram.metrics.timeline': ({ metrics }) =>
    (['day', 'week', 'month'] as const).map((interval) => metrics.timeline({ metrics: [...everyMetric], interval })),
  'instagram.metrics.growth': ({ metrics }) => [metrics.growth({})],
  'instagram.notifications.list': ({ notifications }) => [notifications.list({}), notifications.list({ limit: 1 })],
  'instagram.notifications.unreadCount': ({ notifications }) => [notifications.unreadCount()],
}

const procedures = Object.entries((appRouter satisfies AnyTRPCRouter as AnyTRPCRouter)._def.procedures).map(
  ([path, procedure]) => [path, (procedure as { _def: { output?: z.ZodType } })._def.output] as const,
)

test('each read whose answer is not parsed again is in this list', () => {
  expect(Object.keys(reads).toSorted()).toEqual(
    procedures
      .filter(([, output]) => isTrustedOutput(output))
      .map(([path]) => path)
      .toSorted(),
  )
})

test('what leaves unparsed has every field of its schema and none beside', async () => {
  const backend = await startBackend()
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  for (const [path, ask] of Object.entries(reads)) {
    const output = procedures.find(([name]) => name === path)?.[1]
    // The schema without the shortcut, which lies on top of it.
    const schema = Object.getPrototypeOf(output) as z.ZodType
    for (const asked of ask(backend.as('ana').instagram)) {
      const answer = await asked
      // Parsing drops what the schema does not have, and refuses what it has otherwise.
      expect(schema.parse(answer), path).toEqual(answer)
    }
  }
})
