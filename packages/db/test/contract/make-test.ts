import { test as plainTest } from 'vitest'
import type { Database } from '../../src/index.ts'
import type { Engine, Place } from '../engine.ts'

interface Fixtures {
  /** A place without tables, of this test's own. */
  blank: Place
  /** A place with every table and no row, of this test's own. */
  place: Place
  /** That place, opened. */
  db: Database
}

/** `test`, whose callback may ask for a database or for the place where one can be opened. */
export const makeTest = (engine: Engine) =>
  plainTest.extend<Fixtures>({
    blank: async ({}, use) => use(await engine.makePlace({ isBlank: true })),
    place: async ({}, use) => use(await engine.makePlace({ isBlank: false })),
    db: async ({ place }, use) => {
      const db = await place.open()
      await use(db)
      await db.close()
    },
  })

export type ContractTest = ReturnType<typeof makeTest>
