import { describe, expect, test } from 'vitest'
import { databaseUrlFault, isPlainTextOverNetwork, openDatabase } from '../src/index.ts'

const over = (query: string) => `postgres://user:pass-canary@db.example/app${query}`

describe('a database URL', () => {
  test.each([
    'file:./data/instagram-dashboard.db',
    'postgres://user@db.example/app',
    over('?sslmode=verify-full&sslrootcert=/etc/ssl/db.crt&statement_timeout=120000'),
    'postgres:///app?host=/var/run/postgresql',
    'postgres://user@/app?host=/var/run/postgresql',
    'postgresql://user:pass%40word@/app?host=/var/run/postgresql',
  ])('%s has no fault', (url) => {
    expect(databaseUrlFault(url)).toBeUndefined()
  })

  test.each([
    ['sslmode twice, the safe one first', over('?sslmode=require&sslmode=disable'), 'says sslmode twice'],
    ['sslmode twice, the same', over('?sslmode=require&sslmode=require'), 'says sslmode twice'],
    ['sslmode twice, once encoded', over('?sslmode=require&%73slmode=disable'), 'says sslmode twice'],
    ['a certificate twice', over('?sslrootcert=a&sslmode=verify-ca&sslrootcert=b'), 'says sslrootcert twice'],
    ['a host twice', over('?host=one.example&host=two.example'), 'says host twice'],
    ['a time twice', over('?statement_timeout=1&statement_timeout=2'), 'says statement_timeout twice'],
    ['nobody knows what twice', over('?x canary=1&x canary=2'), 'says one of its parameters twice'],
    ['ssl beside sslmode', over('?ssl=true&sslmode=disable'), 'says both ssl and sslmode: leave ssl out'],
    ['an sslmode of no word', over('?sslmode=allow'), 'has an unknown sslmode: there are disable, prefer'],
    ['a sign that is not encoded', 'postgres://user:canary@db.example:canary/app', 'can not be read'],
    ['signs that are not encoded', 'postgres://user:canary@/x@db.example:canary/app', 'can not be read'],
  ])('with %s is refused, without a part of it', async (_what, url, fault) => {
    expect(databaseUrlFault(url)).toContain(fault)
    const refusal: unknown = await openDatabase(url).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'DatabaseOpenError', message: expect.stringContaining(fault) })
    expect(String(refusal)).not.toMatch(/canary|db\.example/)
  })
})

describe('what is stored may cross a network in plain text', () => {
  test.each([
    [over('')],
    [over('?sslmode=disable')],
    [over('?sslmode=prefer')],
    [over('?ssl=0')],
    [over('?SSLMODE=require')],
    [over('?ssl_mode=require')],
    ['postgresql://10.0.0.5/app'],
    ['postgres://user@localhost/app?host=db.example'],
    ['postgres://localhost.example/app'],
    ['postgres://127.0.0.1.example/app'],
  ])('by %s', async (url) => {
    expect(await isPlainTextOverNetwork(url)).toBe(true)
  })

  test.each([
    ['file:./data/instagram-dashboard.db'],
    [over('?sslmode=require')],
    [over('?sslmode=verify-ca&sslrootcert=/none.crt')],
    [over('?sslmode=verify-full')],
    [over('?ssl=true')],
    ['postgres://user@localhost/app'],
    ['postgres://user@127.0.0.1:5433/app?sslmode=disable'],
    ['postgres://user@[::1]/app'],
    ['postgres:///app?host=/var/run/postgresql'],
    ['postgres://user@/app?host=/var/run/postgresql'],
    ['postgres://%2Fvar%2Frun%2Fpostgresql/app'],
  ])('not by %s', async (url) => {
    expect(await isPlainTextOverNetwork(url)).toBe(false)
  })
})
