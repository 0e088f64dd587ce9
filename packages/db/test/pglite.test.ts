import { PGlite } from '@electric-sql/pglite'
import { afterAll } from 'vitest'
import { describeContract } from './contract.ts'
import { openOn } from './open-pglite.ts'
import { makePlacesOf } from './postgres-place.ts'

const engine = await PGlite.create()
afterAll(() => engine.close())

describeContract('PGlite', {
  dialect: 'postgres',
  isSerial: true,
  makePlace: makePlacesOf(
    (schema) => openOn(engine, async () => undefined, schema),
    async (statement) => (await engine.query<Record<string, unknown>>(statement)).rows,
  ),
})
