import { test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'

/**
 * A test of what no engine could answer differently, in a file that runs on both: what Instagram's answers mean, words,
 * forms of files. It runs on SQLite alone.
 */
export const testOnce = test.skipIf(testEngine === 'postgres')
