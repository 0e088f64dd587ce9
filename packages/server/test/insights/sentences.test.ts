import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/insights/history.ts'
import { presentFinding } from '../../src/metrics/present-finding.ts'

const finding = (rule: Finding['rule'], changes: Partial<Finding>): Finding => ({
  rule,
  subject: '2026-03-01',
  direction: 'up',
  metric: 'reach',
  numbers: {},
  days: ['2026-03-01'],
  mediaId: null,
  type: null,
  evidence: { score: -4.2, threshold: 3.1, sampleSize: 1, baseline: 1, tests: 1 },
  strength: 0.5,
  ...changes,
})
const said = (rule: Finding['rule'], changes: Partial<Finding> = {}) =>
  presentFinding(finding(rule, changes), undefined, 'pt-BR').sentence
const oddNumbers = { value: 3_500, expected: 1_000, ratio: 3.5 }
const shiftNumbers = { before: 1_000, after: 650, changePercent: -35, daysAfter: 12 }

describe('a finding in Portuguese', () => {
  test.each([
    ['reach', 'seu alcance foi 3,5 vezes o de um dia normal'],
    ['impressions', 'suas visualizações foram 3,5 vezes as de um dia normal'],
    ['engagement', 'suas interações foram 3,5 vezes as de um dia normal'],
    ['profileViews', 'as visitas ao seu perfil foram 3,5 vezes as de um dia normal'],
  ] as const)('agrees with %s on an odd day', (metric, words) => {
    const sentence = said('odd_day', { metric, numbers: oddNumbers })
    expect(sentence).toContain(`Em 1º de março ${words}: 3.500 em vez de mais ou menos 1.000.`)
    const half = said('odd_day', { metric, numbers: { ...oddNumbers, ratio: 0.35 }, direction: 'down' })
    expect(half).toMatch(/(foi|foram) só 35% do normal: /)
  })

  test.each([
    ['reach', 'seu alcance caiu 35%', 'seu alcance subiu 35%'],
    ['impressions', 'suas visualizações caíram 35%', 'suas visualizações subiram 35%'],
    ['engagement', 'suas interações caíram 35%', 'suas interações subiram 35%'],
  ] as const)('agrees with %s on a level that shifted', (metric, down, up) => {
    expect(said('level_shift', { metric, direction: 'down', numbers: shiftNumbers })).toContain(down)
    expect(said('level_shift', { metric, numbers: shiftNumbers })).toContain(up)
  })

  test.each([
    [0, 'à meia-noite'],
    [1, 'à 1h'],
    [2, 'às 2h'],
    [19, 'às 19h'],
  ])('names hour %i as it is said', (hour, words) => {
    expect(said('best_hour', { numbers: { hour, lift: 1.5, posts: 6 } })).toContain(
      `posta ${words} rende 1,5 vez o que`,
    )
    expect(said('best_hour', { numbers: { hour, weekday: 5, lift: 2, posts: 6 } })).toContain(
      `posta às sextas, ${words}, rende 2 vezes o que`,
    )
  })

  test('says of a kind of post what was counted', () => {
    const numbers = { lift: 2.5, posts: 8, otherPosts: 20, sharePercent: 60 }
    expect(said('content_type', { type: 'reel', numbers })).toMatch(/alcançam 2,5 vezes o público .* 60% das suas vis/)
    expect(said('content_type', { type: 'image', metric: 'engagement', numbers })).toMatch(
      /^Suas fotos rendem 2,5 vezes as interações dos seus outros posts \(8 posts contra 20\)\./,
    )
  })

  test.each([
    ['follows', 12, 'num dia normal são 12.'],
    ['follows', 1, 'num dia normal é 1.'],
    ['follows', 0, 'num dia normal quase ninguém começa.'],
    ['followersCount', 12, 'num dia normal sobe 12.'],
    ['followersCount', 0, 'num dia normal quase não muda.'],
    ['followersCount', -3, 'num dia normal cai 3.'],
  ] as const)('tells what a day of %s usually brings where that is %i', (metric, expected, words) => {
    const numbers = { value: 50, expected, excess: 50 - expected, daysAsGood: 0 }
    expect(said('followers_day', { metric, numbers })).toContain(words)
  })

  test('tells of a first streak without a record', () => {
    expect(said('growth_streak', { numbers: { length: 12, record: 0, gained: 80 } })).not.toMatch(/\b0\b/)
    expect(said('growth_streak', { numbers: { length: 12, record: 1, gained: 80 } })).toContain('era de 1 dia.')
  })

  test('has a proof that counts one as one, and no distance below nothing', () => {
    for (const rule of ['odd_day', 'level_shift', 'content_type', 'followers_day', 'best_hour'] as const) {
      const { sentence } = presentFinding(finding(rule, {}), undefined, 'pt-BR').why
      expect(sentence).toContain('4,2 desvios')
      expect(sentence).not.toMatch(/-4|\b1 (dias|posts|comparações|horários|interações)/)
    }
  })
})
