import { describe, expect, test } from 'vitest'
import { passingFaultCode } from '../src/index.ts'

/** As a driver throws it and Drizzle wraps it. */
const wrapped = (fields: object, message = 'as the driver words it') =>
  new Error('Failed query', { cause: Object.assign(new Error(message), fields) })

describe('a fault that passes', () => {
  test.each([
    ['a server that refuses connections', 'ECONNREFUSED'],
    ['a connection that was cut', 'ECONNRESET'],
    ['a server that is stopped by its administrator', '57P01'],
    ['a server that starts', '57P03'],
    ['too many connections', '53300'],
    ['a full disk of the server', '53100'],
    ['a standby that only reads', '25006'],
    ['a lock that nobody let go of in time', '55P03'],
    ['a full disk', 'SQLITE_FULL'],
    ['a full disk beside the database', 'ENOSPC'],
    ['another process at work for too long', 'SQLITE_BUSY_SNAPSHOT'],
    ['a disk that did not answer', 'SQLITE_IOERR_WRITE'],
  ])('%s', (_what, code) => {
    expect(passingFaultCode(wrapped({ code }))).toBe(code)
  })

  test.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('the driver’s “%s”, which has no code', (message) => {
    expect(passingFaultCode(wrapped({}, message))).toBe('connection_lost')
  })

  test('a socket file that is not there; any other file that is not is none', () => {
    expect(passingFaultCode(wrapped({ code: 'ENOENT', syscall: 'connect' }))).toBe('ENOENT')
    expect(passingFaultCode(wrapped({ code: 'ENOENT', syscall: 'open' }))).toBeUndefined()
  })
})

test.each(['23505', '42P01', '42601', '22P02', '28P01', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CORRUPT', 'SQLITE_ERROR'])(
  '%s is about the statement or the installation, and comes again',
  (code) => {
    expect(passingFaultCode(wrapped({ code }))).toBeUndefined()
  },
)

test('what is no error has no code', () => {
  expect([null, undefined, 'full', 53].map(passingFaultCode)).toEqual([undefined, undefined, undefined, undefined])
})
