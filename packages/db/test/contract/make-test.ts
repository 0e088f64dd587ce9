import { test as plainTest } from 'vitest'
import type { Database } from '../../src/index.ts'
import type { Engine, Place } from '../engine.ts'

interface Fixtures {
  /** An empty place of this test's own. */
  place: Place
  /** That place opened, with every table empty. */
  db: Database
}

/** `test`, whose callback may ask for a database or for the place where one can be opened. */
export const makeTest = (engine: Engine) =>
  plainTest.extend<Fixtures>({
    place: async ({}, use) => use(await engine.makePlace()),
    db: async ({ place }, use) => {
      const db = await place.open()
      await use(db)
      await db.close()
    },
  })

export type ContractTest = ReturnType<typeof makeTest>
