import { describe, expect, it } from 'vitest'
import { isAllowedAddress } from './ssrf-guard.ts'
import { afterFailure } from './retry-plan.ts'
import { networkOf } from '../procedures/ip-network.ts'

const at = new Date('2026-11-16T18:00:00Z')

describe('afterFailure', () => {
  it('tries ten times in a little over three days, spread by a fifth', () => {
    const total = (random: number) => {
      let attempts = 1
      let sum = 0
      for (;;) {
        const next = afterFailure(attempts, { at, random: () => random })
        if (next === null) return { attempts, hours: sum / 3_600_000 }
        sum += next.getTime() - at.getTime()
        attempts += 1
      }
    }
    expect(total(0.5)).toEqual({ attempts: 10, hours: expect.closeTo(75.58, 1) })
    expect(total(0).hours).toBeCloseTo(75.58 * 0.8, 0)
    expect(total(1).hours).toBeCloseTo(75.58 * 1.2, 0)
  })

  it('waits as long as the host asks, a day at most', () => {
    const wait = (retryAfterMs: number) =>
      Number(afterFailure(1, { at, random: () => 0.5, retryAfterMs })?.getTime()) - at.getTime()
    expect(wait(60_000)).toBe(60_000)
    expect(wait(1_000)).toBe(5_000)
    expect(wait(90 * 86_400_000)).toBe(86_400_000)
  })
})

describe('isAllowedAddress', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1'])('%s is', (address) => expect(isAllowedAddress(address)).toBe(true))
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '172.16.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'localhost',
    '',
  ])('%s is not', (address) => expect(isAllowedAddress(address)).toBe(false))
})

describe('networkOf', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1234:5678::9', '2001:db8:1234::/48'],
  ])('%s belongs to %s', (address, network) => expect(networkOf(address)).toBe(network))
  it.each([undefined, '', 'somewhere'])('%s belongs nowhere', (address) => expect(networkOf(address)).toBeNull())
})
