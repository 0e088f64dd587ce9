import { expect, test } from 'vitest'
import { JobFailure, readFailure } from './job-failure.ts'

// As pg-boss keeps them: an error's own fields, its message among them.
const kept = (error: JobFailure) => ({ ...error, name: error.name, message: error.message, stack: 'somewhere' })

test('the reason of a dead letter is the one that its worker gave', () => {
  expect(readFailure(kept(new JobFailure('account_held')))).toEqual({
    failure: 'the account is held',
    reason: 'account_held',
  })
  expect(readFailure(kept(new JobFailure('fault', { errorName: 'TypeError', errorCode: 'E_BROKEN' })))).toEqual({
    failure: 'TypeError E_BROKEN',
    reason: 'fault',
  })
})

test('one that no worker could give is told by who wrote it', () => {
  expect(readFailure({ value: { message: 'job heartbeat timeout' } })).toMatchObject({ reason: 'worker_lost' })
  expect(readFailure(null)).toEqual({ failure: 'unknown', reason: 'unknown' })
})

test('a dead letter of an earlier release, which gave no reason, is a fault', () => {
  expect(readFailure({ name: 'JobFailure', message: 'TypeError E_BROKEN' })).toEqual({
    failure: 'TypeError E_BROKEN',
    reason: 'fault',
  })
})
