import { test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'

type TestOnce = Pick<typeof test, 'each'> & ((name: string, body: () => unknown, timeout?: number) => void)

/**
 * A test of what no engine could answer differently, in a file that runs on both: what Instagram's answers mean, words,
 * forms of files. It runs on SQLite; for PostgreSQL it is not there, so that nothing counts as skipped.
 */
export const testOnce: TestOnce =
  testEngine === 'postgres' ? Object.assign(() => undefined, { each: () => () => undefined }) : test
