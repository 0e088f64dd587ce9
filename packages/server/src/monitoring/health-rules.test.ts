import { expect, test } from 'vitest'
import type { HealthProblem } from './contract.ts'
import { nothingFound, type Findings, type HealthFacts } from './health-facts.ts'
import { problemsOf, type HealthSettings } from './health-rules.ts'

const now = new Date('2026-11-16T18:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const settings: HealthSettings = {
  tokenRefreshCron: '0 3 * * *',
  syncCron: '0 5 * * *',
  healthToleratedPercent: 5,
  areWorkersExpected: true,
}
const database = {
  engine: 'sqlite',
  version: '3',
  schema: null,
  bytes: 1,
  logBytes: 0,
  freeBytes: 50_000_000_000,
  diskBytes: 100_000_000_000,
}
const hundred = { living: 100, active: 100, canBeLate: 100, canHaveStopped: 100, workExpectedSince: hoursAgo(1) }

function problems(
  found: Partial<Findings> = {},
  { counted = {}, changes = {} }: { counted?: Partial<HealthFacts['counted']>; changes?: Partial<HealthSettings> } = {},
): HealthProblem[] {
  const facts = {
    found: { ...nothingFound.found, database, ...found },
    counted: { ...hundred, ...counted },
    instagramApiStatus: 'reachable' as const,
    decryptFailures: 0,
  }
  return problemsOf(facts, { ...settings, ...changes }, now)
}

test('a well installation breaks no rule', () => {
  expect(problems()).toEqual([])
})

test.each([
  ['accountsWithErrors', 'accounts_with_errors'],
  ['accountsLate', 'syncs_late'],
  ['accountsStopped', 'syncs_stopped'],
  ['accountsWithoutNumbers', 'syncs_without_numbers'],
  ['refreshesFailing', 'refresh_failing'],
] as const)('%s are a problem above the tolerated share, and not at it', (figure, problem) => {
  expect(problems({ [figure]: 5 })).toEqual([])
  expect(problems({ [figure]: 6 })).toEqual([problem])
  expect(problems({ [figure]: 6 }, { changes: { healthToleratedPercent: 6 } })).toEqual([])
  expect(problems({ [figure]: 1 }, { changes: { healthToleratedPercent: 0 } })).toEqual([problem])
  expect(problems({ [figure]: 0 }, { changes: { healthToleratedPercent: 0 } })).toEqual([])
})

test('an installation that syncs nothing by itself has no late syncs', () => {
  const found = { accountsLate: 100, accountsStopped: 100, accountsWithoutNumbers: 100 }
  expect(problems(found, { changes: { syncCron: 'off' } })).toEqual([])
})

test('workers are missing when none began a job for two and a half hours, where some are expected', () => {
  const since = (hours: number) => ({ counted: { workExpectedSince: hoursAgo(hours) } })
  expect(problems({}, since(2.5))).toEqual([])
  expect(problems({}, since(2.6))).toEqual(['workers_missing'])
  expect(problems({}, { ...since(99), changes: { areWorkersExpected: false } })).toEqual([])
})

test.each([
  [{ datedAhead: 1 }, ['clock_wrong']],
  [{ clockSkewSeconds: 300 }, []],
  [{ clockSkewSeconds: 301 }, ['clock_wrong']],
  [{ clockSkewSeconds: -301 }, ['clock_wrong']],
  [{ appRefused: { since: hoursAgo(1), code: '190' } }, ['app_refused']],
  [{ database: { ...database, freeBytes: 199_000_000 } }, ['database_full']],
  [{ database: { ...database, freeBytes: 1_900_000_000 } }, ['database_full']],
  [{ database: { ...database, freeBytes: 1_900_000_000, diskBytes: 20_000_000_000 } }, []],
  [{ database: { ...database, freeBytes: null, diskBytes: null } }, []],
  [{ database: null }, ['database_unreachable']],
] as [Partial<Findings>, HealthProblem[]][])('%o makes %j', (found, expected) => {
  expect(problems(found)).toEqual(expected)
})
