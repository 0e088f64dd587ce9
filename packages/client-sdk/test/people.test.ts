import type { AudienceResult, BenchmarkResult, BestTimesResult, GrowthPoint } from '../src/index.ts'
import { QueryClient } from '@tanstack/react-query'
import { createElement as element, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { AudienceCard } from '../src/react/audience/audience-card.tsx'
import { BenchmarkCard } from '../src/react/audience/benchmark-card.tsx'
import { gainsInterval, gainsOf, totalGains } from '../src/react/data/gains.ts'
import { nextMilestone, passedMilestones, roundAbove } from '../src/react/data/milestones.ts'
import { BestTimesCard } from '../src/react/hours/best-times-card.tsx'
import { OnlineCard } from '../src/react/hours/online-card.tsx'
import { namePost } from '../src/react/parts/post-name.ts'
import { instagramQueries, InstagramProvider } from '../src/react/index.ts'
import { ptBR } from '../src/react/texts/pt-br.ts'

const client = createInstagramClient({ url: 'http://127.0.0.1/trpc', locale: 'pt-BR' })
const accountId = 'account-1'

/** The markup of a card whose answer is there already. */
function markupOf(child: ReactNode, queryKey: readonly unknown[], answer: unknown): string {
  const queryClient = new QueryClient()
  queryClient.setQueryData(queryKey, answer)
  return renderToStaticMarkup(element(InstagramProvider, { client, queryClient, children: child }))
}
const textOf = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

const day = (date: string, values: Partial<GrowthPoint> = {}): GrowthPoint => ({
  date,
  followers: null,
  change: null,
  gained: null,
  lost: null,
  isFinal: true,
  isDerived: false,
  isEstimated: false,
  ...values,
})

describe('the next round count', () => {
  const forecast = (...middles: number[]) =>
    middles.map((middle, index) => ({ date: `2026-12-0${index + 2}`, low: middle - 50, middle, high: middle + 50 }))

  test('is the roundest that the forecast reaches, with the days until then', () => {
    expect(nextMilestone(12_643, forecast(12_700, 12_950, 13_020), '2026-12-01')).toEqual({
      count: 13_000,
      date: '2026-12-04',
      inDays: 3,
    })
    expect(nextMilestone(12_380, forecast(12_400, 12_510), '2026-12-01')).toMatchObject({ count: 12_500, inDays: 2 })
    expect(nextMilestone(9_990, forecast(9_995, 10_005), '2026-12-01')).toMatchObject({ count: 10_000 })
    expect(nextMilestone(12_643, forecast(12_700, 12_850), '2026-12-01')).toMatchObject({ count: 12_800, inDays: 2 })
    expect(nextMilestone(61, forecast(80, 101), '2026-12-01')).toMatchObject({ count: 100 })
  })

  test('is none where the forecast reaches none, or there is no forecast', () => {
    expect(nextMilestone(12_643, forecast(12_650, 12_660), '2026-12-01')).toBeNull()
    expect(nextMilestone(12_643, [], '2026-12-01')).toBeNull()
    // What was to be reached by now is not told of again.
    expect(nextMilestone(12_643, forecast(13_100), '2026-12-02')).toBeNull()
  })

  test.each([
    [12_643, 13_000],
    [13_000, 14_000],
    [61, 70],
    [5_400_000, 5_500_000],
    [null, null],
  ])('above %s is suggested as a goal: %s', (followers, goal) => expect(roundAbove(followers)).toBe(goal))

  test('that was passed is told with its day, once', () => {
    const counts = [12_480, 12_510, 12_490, 12_520, null, 12_700]
    const points = counts.map((followers, index) => day(`2026-11-0${index + 1}`, { followers }))
    expect(passedMilestones(points)).toEqual([{ date: '2026-11-02', count: 12_500 }])
    expect(passedMilestones(points.slice(1))).toEqual([])
    expect(passedMilestones([])).toEqual([])
  })
})

describe('bars of who came and left', () => {
  const told = (date: string, gained: number, lost: number) => day(date, { gained, lost, change: gained - lost })
  const counted = (date: string, change: number) => day(date, { change, isEstimated: true })
  const byDate = new Map([['2026-11-23', { isFinal: false }]])

  test('keep what Instagram said apart from what was counted, and unknown days unknown', () => {
    const points = [told('2026-11-21', 9, 4), counted('2026-11-22', -3), told('2026-11-23', 2, 1), day('2026-11-24')]
    expect(gainsOf(points, { interval: 'day', byDate })).toMatchObject([
      { gained: 9, lost: 4, counted: null, change: 5, mayChange: false },
      { gained: null, lost: null, counted: -3, change: -3 },
      { gained: 2, lost: 1, change: 1, mayChange: true },
      { gained: null, lost: null, counted: null, change: null },
    ])
    expect(totalGains(points)).toEqual({ gained: 11, lost: 5, counted: -3 })
    expect(totalGains([counted('2026-11-22', 4)])).toBeNull()
  })

  test('are of weeks from Monday on and of months where days are too many, and say which the range cuts', () => {
    expect([7, 45, 46, 300, 365].map(gainsInterval)).toEqual(['day', 'day', 'week', 'week', 'month'])
    const points = Array.from({ length: 10 }, (_, index) => told(`2026-11-${20 + index}`, 2, 1))
    expect(gainsOf(points, { interval: 'week', byDate })).toMatchObject([
      { date: '2026-11-16', gained: 6, isPartial: true },
      { date: '2026-11-23', gained: 14, isPartial: false },
    ])
    expect(gainsOf(points, { interval: 'month', byDate })).toMatchObject([
      { date: '2026-11-01', change: 10, isPartial: true },
    ])
  })
})

test('a post within a sentence is named by its kind and the beginning of its words', () => {
  expect(namePost(ptBR, { type: 'reel', caption: 'Sorteio!\nRegras no primeiro comentário, leia com atenção' })).toBe(
    'o Reel “Sorteio! Regras no primeiro comentário,…”',
  )
  expect(namePost(ptBR, { type: 'image', caption: null })).toBe('uma foto')
})

describe('the audience', () => {
  const groups = (sizes: Record<string, number>) =>
    Object.entries(sizes).map(([name, people]) => ({ name, people, share: people / 8 }))
  const ages = { '25-34': 320, '18-24': 240, '35-44': 120, '45-54': 60, '13-17': 30, '55-64': 16, '65+': 14 }
  const nobody = { age: null, gender: null, country: null, city: null }
  const audience: AudienceResult = {
    followers: {
      age: groups(ages),
      gender: groups({ F: 500, M: 260, U: 40 }),
      country: groups({ BR: 700, PT: 100 }),
      city: groups({ 'Belo Horizonte, Minas Gerais': 400 }),
    },
    engaged: nobody,
    readAt: new Date('2026-11-30T12:00:00Z'),
  }
  const card = (answer: AudienceResult, followersCount: number) =>
    textOf(
      markupOf(
        element(AudienceCard, { account: { id: accountId, followersCount } }),
        instagramQueries.audience(client, { accountId }).queryKey,
        answer,
      ),
    )

  test('has every age in its order, the sentence of the greatest groups, and how many Instagram names', () => {
    const text = card(audience, 1_000)
    expect(text).toMatch(/13–17 .*18–24 .*25–34 .*35–44 .*45–54 .*55–64 .*65\+ 1,8%/)
    expect(text).toContain('63% são mulheres · 40% têm de 25 a 34 anos · 50% vivem em Belo Horizonte')
    expect(text).toContain('de cerca de 80% dos seus seguidores')
  })

  test('that is not there says why, and what is missing', () => {
    const none = { followers: nobody, engaged: nobody, readAt: null }
    expect(card(none, 61)).toContain('a partir de 100 seguidores. Faltam 39!')
    expect(card(none, 99)).toContain('Falta 1!')
    expect(card(none, 5_000)).toContain('Seu público chega em instantes')
    expect(card({ ...none, readAt: new Date() }, 5_000)).toContain('ainda não mostra o público')
  })
})

describe('hours', () => {
  const slot = (weekday: number, hour: number, posts: number, expected: number) => ({
    weekday,
    hour,
    posts,
    expected,
    engagement: expected,
  })
  const best = slot(5, 21, 6, 480)
  const times: BestTimesResult = {
    timeZone: 'America/Sao_Paulo',
    slots: [slot(1, 17, 1, 1_015), best, slot(7, 21, 5, 200)],
    hours: [slot(1, 17, 1, 600), slot(1, 21, 11, 320)],
    best: [best],
    bestHours: [],
    usual: 200,
    posts: 12,
    online: [
      { weekday: 5, hour: 21, people: 500 },
      { weekday: 5, hour: 22, people: 700 },
      { weekday: 6, hour: 3, people: 90 },
    ],
  }
  const { queryKey } = instagramQueries.bestTimes(client, { accountId })
  const markup = markupOf(element(BestTimesCard, { accountId }), queryKey, times)

  test('of the list and the map are the same, and no colour is stronger than that of the best', () => {
    expect(textOf(markup)).toContain('sexta-feira, 21h–22h 2,4× a sua média · 6 posts')
    expect(textOf(markup)).toContain('interações por post · horário de Brasília')
    const cells = [...markup.matchAll(/instagram-map-(\w+)" style="--instagram-map-strength:(\d+)%" title="([^"]*)"/g)]
    const bests = cells.filter(([, look]) => look === 'best')
    expect(bests.map(([, , , told]) => told)).toEqual([
      '480 interações por post, 6 posts · um dos seus melhores horários',
    ])
    const strongest = Number(bests[0]?.[2])
    expect(cells.every(([, look, strength]) => look === 'best' || Number(strength) < strongest)).toBe(true)
    // A single post that did well is told, and not taken for an hour that does well.
    expect(cells.map(([, look, , told]) => [look, told])).toContainEqual([
      'weak',
      '1.015 interações por post, 1 post · poucos posts para comparar',
    ])
  })

  test('at which followers are online name the peak of what the map shows, and are not there where Instagram says nothing', () => {
    const card = (answer: BestTimesResult) =>
      textOf(markupOf(element(OnlineCard, { account: { id: accountId, followersCount: 1_000 } }), queryKey, answer))
    expect(card(times)).toContain('O pico é sexta-feira, das 21h às 0h: cerca de 600 seguidores online.')
    expect(card(times)).toContain('Nesse horário seus posts rendem 2,4× a sua média.')
    expect(card({ ...times, slots: [] })).toContain('Você ainda não publicou nesse horário')
    expect(card({ ...times, online: null }).trim()).toBe('')
  })
})

test('the place among others is told as a sentence only where it is above the middle for certain', () => {
  const answer = (percentile: number, margin: number) =>
    ({
      cell: '1k-10k',
      accounts: 420,
      startDate: '2026-11-01',
      endDate: '2026-11-28',
      items: [{ metric: 'engagementRate', percentile, margin }],
    }) as unknown as BenchmarkResult
  const card = (result: BenchmarkResult) =>
    textOf(
      markupOf(
        element(BenchmarkCard, { accountId }),
        instagramQueries.benchmark(client, { accountId }).queryKey,
        result,
      ),
    )
  expect(card(answer(62, 5))).toContain('você está à frente de 62% das contas parecidas')
  expect(card(answer(52, 5))).not.toContain('à frente')
  expect(card(answer(52, 5))).toContain('acima de 52% das contas (5 pontos a mais ou a menos)')
  expect(card(answer(62, 25)).trim()).toBe('')
})
