import type {
  Insight,
  InsightsResult,
  ListedMedia,
  MetricSummary,
  PeriodChange,
} from '@instagram-dashboard/server/contract'
import { QueryClient } from '@tanstack/react-query'
import { createElement as element } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import type { DashboardData } from '../src/react/hooks/dashboard.ts'
import { InstagramProvider } from '../src/react/index.ts'
import { LeadCards } from '../src/react/summary/lead-cards.tsx'
import { Headline } from '../src/react/summary/lead-headline.tsx'
import { type LeadFacts, tellStory } from '../src/react/summary/lead-story.ts'

const reach: MetricSummary = {
  value: 3280,
  previous: 2231,
  change: 1049,
  changePercent: 47.02,
  aggregation: 'daily_average',
  knownDays: 7,
  previousKnownDays: 7,
  provisionalDays: 0,
  previousProvisionalDays: 0,
}
const judged: PeriodChange = {
  metric: 'reach',
  direction: 'up',
  perDay: 3280,
  previousPerDay: 2231,
  changePercent: 47,
  isClear: true,
  highestOf: 12,
  why: { sentence: 'How.', score: 5, threshold: 3, sampleSize: 180, baseline: 2231, tests: 3 },
}
const reel = {
  id: '1',
  type: 'reel',
  caption: 'Sorteio!\nRegras no primeiro comentário',
  permalink: null,
  previewUrl: null,
  views: 13_800,
  comparison: { times: { views: 3.1 }, average: { views: 4_450 }, posts: 40, isGrowing: false },
} as unknown as ListedMedia

interface Sample {
  summary?: Partial<MetricSummary>
  change?: Partial<PeriodChange>
  posts?: readonly ListedMedia[]
  insights?: Partial<InsightsResult>
  choice?: DashboardData['choice']
  period?: Partial<NonNullable<InsightsResult['period']>>
  best?: { weekday: number; hour: number; posts: number; expected: number }[]
}

function factsOf({ summary, change, posts = [reel], insights, choice = '7', period, best = [] }: Sample): LeadFacts {
  const unknown = { ...reach, value: null, previous: null, change: null, changePercent: null }
  return {
    data: {
      choice,
      compare: 'previous',
      days: 7,
      range: { startDate: '2026-11-22', endDate: '2026-11-28' },
      summary: { reach: { ...reach, ...summary }, impressions: unknown, engagement: unknown },
    } as unknown as DashboardData,
    insights: {
      findings: [],
      isQuiet: true,
      reason: 'as_usual',
      period: { changes: [{ ...judged, ...change }], posts: 5, previousPosts: 5, nonFollowersPercent: 68, ...period },
      ...insights,
    } as unknown as InsightsResult,
    posts,
    bestTimes: { best, bestHours: [], usual: 100, posts: 60 } as unknown as NonNullable<LeadFacts['bestTimes']>,
  }
}

/** The sentence and the cards, each on a line, in words alone. */
function told(sample: Sample, locale = 'pt-BR'): string | null {
  const facts = factsOf(sample)
  const story = tellStory(facts)
  if (story === null) return null
  const client = createInstagramClient({ url: 'http://127.0.0.1/trpc', locale })
  const children = [
    element(Headline, { key: 1, id: 'lead', story, data: facts.data }),
    element(LeadCards, { key: 2, story, facts, onOpen: () => undefined }),
  ]
  const now = () => new Date('2026-11-30T12:00:00Z')
  const page = renderToStaticMarkup(
    element(InstagramProvider, { client, now, queryClient: new QueryClient(), children }),
  )
  return page
    .replaceAll(/<\/(h2|p|li)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('\u00a0', ' ')
}

const finding = (changes: Partial<Insight>) =>
  ({
    rule: 'odd_day',
    metric: 'reach',
    direction: 'down',
    days: [],
    sentence: 'Um dia fraco.',
    post: null,
    ...changes,
  }) as Insight
const calm = { change: 67, changePercent: 3, value: 2298 }

describe('the first sentence', () => {
  test('says what changed, and the cards why and what to do', () => {
    const best = [{ weekday: 5, hour: 21, posts: 6, expected: 240 }]
    expect(
      told({ best })
        ?.split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      'Sua semana: alcance +47,0%.',
      'O Reel “Sorteio!” fez 3,1× a sua média.',
      'O que mudou 3.280 pessoas por dia, em vez de 2.231. Foi a melhor das últimas 12 semanas. Como sabemos',
      'Por quê O Reel “Sorteio!” teve 13.800 visualizações. No período, 68% das visualizações são de quem ainda não te segue. Como sabemos',
      'O que fazer Publique o próximo post sexta às 21h: nesse horário seus posts rendem 2,4× (6 posts). Como sabemos',
      '',
    ])
    expect(told({ best }, 'en')).toContain('Your week: reach +47.0%.')
  })

  test('has the change as its tile has it: rough where some days may still change, and never a direction of nothing', () => {
    expect(told({ summary: { provisionalDays: 3 } })).toContain('alcance +47%.')
    const nothing = { change: 0.4, changePercent: 0.02 }
    expect(told({ summary: nothing, change: { isClear: false } })).toContain('Sua semana: alcance igual.')
  })

  test('says warmly that a week is quiet', () => {
    const text = told({ summary: calm, change: { isClear: false, highestOf: null }, posts: [] })
    expect(text).toContain('Uma semana tranquila, no seu ritmo de sempre.')
    expect(text).toContain('Alcance +3,0%: é o sobe e desce normal das suas semanas.')
    expect(text).not.toContain('Por quê')
  })

  test('of a fall names no post as its cause, but that fewer were published', () => {
    const summary = { value: 1200, change: -1031, changePercent: -46.2 }
    const change = { direction: 'down', changePercent: -46, highestOf: null } as const
    const text = told({ summary, change, period: { posts: 2, previousPosts: 6 } })
    expect(text).toContain('Sua semana: alcance −46,2%.')
    expect(text).toContain('Você publicou menos: 2 posts, em vez de 6.')
    expect(text).not.toContain('Sorteio')
    const found = { findings: [finding({})], isQuiet: false, reason: null }
    expect(told({ summary, change, insights: found })).toContain('Por quê Um dia fraco.')
  })

  test('compares nothing with what is not known', () => {
    const summary = { previous: null, change: null, changePercent: null }
    const text = told({ summary, choice: 'beginning', period: { changes: [] }, posts: [] })
    expect(text).toContain('Desde o começo: 3.280 pessoas por dia.')
    expect(text).not.toContain('em vez de')
  })

  test('is not there on too little data', () => {
    expect(told({ insights: { reason: 'too_little_data', period: null } })).toBeNull()
    expect(told({ summary: { value: null } })).toBeNull()
  })
})
