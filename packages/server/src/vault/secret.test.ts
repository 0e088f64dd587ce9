import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from './secret.ts'

const canary = 'canary-9c41'

describe('Secret', () => {
  const secret = Secret.of(canary)

  it.each<[string, (value: Secret) => string]>([
    ['a template string', (value) => `${value}`],
    ['a sum of texts', (value) => 'x' + String(value)],
    ['JSON', (value) => JSON.stringify({ value })],
    ['inspect', (value) => inspect({ deep: [value] }, { showHidden: true, depth: 20, getters: true })],
    ['format', (value) => format('%s %o %O %j', value, value, value, value)],
    ['its own keys', (value) => JSON.stringify([Object.keys(value), Object.entries(value), { ...value }])],
    ['an error', (value) => inspect(new Error(`with ${value}`, { cause: value }))],
  ])('does not show its value in %s', (_place, show) => {
    expect(show(secret)).not.toContain(canary)
  })

  it('shows that something was left out', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual(['[redacted]', '"[redacted]"', '[redacted]'])
  })

  it('lends its value', () => {
    expect(secret.use((text) => text.length)).toBe(canary.length)
    expect(secret.use((text) => text)).toBe(canary)
  })

  it.each([
    [canary, true],
    [`${canary}x`, false],
    ['canary-9c42', false],
    ['', false],
  ])('equals %j: %s', (text, isEqual) => {
    expect(secret.equals(text)).toBe(isEqual)
    expect(secret.equals(Secret.of(text))).toBe(isEqual)
  })
})
