import { describe, expect, it } from 'vitest'
import { actionFor, AppError, appErrorActions, appErrorCodes } from './errors.ts'

describe('AppError', () => {
  it.each(appErrorCodes)('gives %s its next step', (code) => {
    const error = new AppError(code)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'AppError', code, message: code, action: actionFor[code] })
    expect(appErrorActions).toContain(error.action)
  })

  it('has one action a code and no code twice', () => {
    expect(Object.keys(actionFor).toSorted()).toEqual([...appErrorCodes].toSorted())
    expect(new Set(appErrorCodes).size).toBe(appErrorCodes.length)
  })

  it('carries the wait, the field, the cause and another action', () => {
    const cause = new Error('x')
    const error = new AppError('INTERNAL', { cause, retryAfterSeconds: 5, field: 'endDate', action: 'retry' })
    expect(error).toMatchObject({ retryAfterSeconds: 5, field: 'endDate', action: 'retry' })
    expect(error.cause).toBe(cause)
  })
})
