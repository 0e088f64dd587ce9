import { expect, test } from 'vitest'
import { z } from 'zod'
import { appRouter } from '../src/api/router.ts'

test('every input and output is JSON and instants, which is all that clients know how to read', () => {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: { output?: z.ZodType; inputs: z.ZodType[]; type: string } },
  ][]
  for (const [path, { _def }] of procedures) {
    for (const schema of [_def.output, ..._def.inputs]) {
      if (!(schema instanceof z.ZodType)) continue
      const inner = z.toJSONSchema(schema, {
        unrepresentable: 'any',
        override: ({ zodSchema, jsonSchema }) => {
          const { type } = zodSchema._zod.def
          if (['map', 'set', 'bigint', 'symbol', 'nan', 'file'].includes(type)) jsonSchema.title = 'foreign'
        },
      })
      expect(JSON.stringify(inner), path).not.toContain('"foreign"')
    }
  }
})
