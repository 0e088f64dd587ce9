import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { safeReturnTo } from './return-to.ts'

const host = 'https://host.example'
const payloads = readFileSync(
  new URL('../../../../fixtures/payloads/open_redirect_payloads.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .map((line, index) => ({ number: index + 1, line }))
  .filter(({ line }) => line !== '')

/** The address, or the refusal. */
function judge(returnTo: string, allowedOrigins: string[] = []): string | AppError {
  try {
    return safeReturnTo(returnTo, allowedOrigins)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function expectOnOrigin(result: string | AppError, origin: string): void {
  if (result instanceof AppError) {
    expect(result).toMatchObject({ code: 'VALIDATION', field: 'returnTo' })
  } else {
    expect(new URL(result, origin).origin).toBe(origin)
    // A canonical address is read the same the second time.
    expect(safeReturnTo(result, [])).toBe(result)
  }
}

describe('safeReturnTo against known open redirects', () => {
  it('has the list in front of it', () => {
    expect(payloads).toHaveLength(240)
  })

  it.each(payloads)('stays on the host or refuses: line $number, $line', ({ line }) => {
    expectOnOrigin(judge(line), host)
    expectOnOrigin(judge(`/${line}`), host)
    expectOnOrigin(judge(`/safe/../${line}`), host)
  })

  it.each(payloads)('sends nobody elsewhere though an origin is allowed: line $number, $line', ({ line }) => {
    const result = judge(line, [host])
    if (typeof result === 'string') expect(new URL(result, host).origin).toBe(host)
  })
})

describe('safeReturnTo', () => {
  it.each([
    ['/', '/'],
    ['/settings', '/settings'],
    ['/settings?tab=a&b=c#top', '/settings?tab=a&b=c#top'],
    ['/a/../b', '/b'],
    ['/a b', '/a%20b'],
    ['/next?to=https://evil.example', '/next?to=https://evil.example'],
    ['/@evil.example', '/@evil.example'],
    ['/ação', '/a%C3%A7%C3%A3o'],
  ])('keeps %j on the host as %j', (returnTo, expected) => {
    expect(judge(returnTo)).toBe(expected)
  })

  it.each([
    '',
    'settings',
    '?a=b',
    '#top',
    '//evil.example',
    '///evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\u0000',
    '/\u007f',
    'javascript:alert(1)',
    'data:text/html,x',
    'https:evil.example',
    'https://evil.example',
    'https://host.invalid/',
    '//host.invalid/',
    'blob:https://host.example/1',
  ])('refuses %j', (returnTo) => {
    expect(judge(returnTo)).toMatchObject({ code: 'VALIDATION', field: 'returnTo' })
  })

  const allowed = [host, 'http://localhost:5173']

  it.each([
    ['https://host.example', 'https://host.example/'],
    ['https://host.example/a?b=c#d', 'https://host.example/a?b=c#d'],
    ['https://HOST.example:443/a', 'https://host.example/a'],
    ['http://localhost:5173/app', 'http://localhost:5173/app'],
    ['//host.example/a', 'https://host.example/a'],
    ['/a', '/a'],
  ])('lets %j of an allowed origin through as %j', (returnTo, expected) => {
    expect(judge(returnTo, allowed)).toBe(expected)
  })

  it.each([
    'http://host.example/',
    'https://host.example:8443/',
    'https://sub.host.example/',
    'https://host.example.evil.example/',
    'https://host.example@evil.example/',
    'https://user@host.example/',
    'https://user:password@host.example/',
    'http://localhost/',
    'http://localhost:5174/',
    'null',
    'javascript://host.example/%0aalert(1)',
    'blob:https://evil.example/1',
    'blob:https://host.example/1',
    'myapp://connected',
  ])('refuses %j though others are allowed', (returnTo) => {
    expect(judge(returnTo, allowed)).toMatchObject({ code: 'VALIDATION' })
  })

  const apps = ['myapp://', 'com.example.app://', 'javascript://', 'intent://', 'http://']

  it.each([
    ['myapp://connected', 'myapp://connected'],
    ['MyApp://connected?from=a#top', 'myapp://connected?from=a#top'],
    ['myapp:/connected', 'myapp:/connected'],
    ['com.example.app://connected', 'com.example.app://connected'],
  ])('lets %j of an allowed app through as %j', (returnTo, expected) => {
    expect(judge(returnTo, apps)).toBe(expected)
  })

  it.each([
    'other://connected',
    'myapp2://connected',
    'myapp://user@connected',
    'javascript://connected/%0aalert(1)',
    'intent://connected#Intent;scheme=myapp;end',
    'http://connected/',
    'my\napp://connected',
  ])('refuses %j though an app is allowed', (returnTo) => {
    expect(judge(returnTo, apps)).toMatchObject({ code: 'VALIDATION' })
  })
})
