import type { MetricReceipt } from '@instagram-dashboard/server/contract'
import type {
  Account,
  DailyMetrics,
  ListedMedia,
  MetricName,
  MetricsSummaryResult,
  MetricSummary,
} from '../src/index.ts'
import { QueryClient } from '@tanstack/react-query'
import { createElement as element, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { InstagramProvider } from '../src/react/index.ts'
import { AccountHeader } from '../src/react/dashboard/account-header.tsx'
import { PostSheet } from '../src/react/posts/post-sheet.tsx'
import { Posts } from '../src/react/posts/posts.tsx'
import { Change } from '../src/react/parts/change.tsx'
import { FirstDays } from '../src/react/dashboard/first-days.tsx'
import { RangeControl } from '../src/react/dashboard/range-control.tsx'
import { Receipt } from '../src/react/receipt/receipt-of.tsx'
import { FurtherNumbers } from '../src/react/summary/further-numbers.tsx'
import { captionsOf } from '../src/react/summary/hero-captions.ts'
import { HeroTabs } from '../src/react/summary/hero-tabs.tsx'
import type { HeroMetric } from '../src/react/data/panel.ts'
import { defaultView } from '../src/react/data/panel-view.ts'
import { ErrorPanel } from '../src/react/parts/error-panel.tsx'
import type { DashboardData } from '../src/react/hooks/dashboard.ts'
import { en } from '../src/react/texts/en.ts'
import { createFormat } from '../src/react/texts/format.ts'
import { catalogues } from '../src/react/texts/messages.ts'
import { account } from './samples.ts'

const now = () => new Date('2026-11-30T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now().getTime() - hours * 3_600_000)

/** What is on the screen; texts for screen readers only are in it too, descriptions in brackets behind their element. */
function textOf(child: ReactNode, locale = 'en'): string {
  const client = createInstagramClient({ url: 'http://127.0.0.1/trpc', locale })
  const props = { client, now, queryClient: new QueryClient(), children: child }
  return renderToStaticMarkup(element(InstagramProvider, props))
    .replaceAll(/<[^>]*? title="([^"]*)"[^>]*>/g, '[$1] ')
    .replaceAll(/<\/(p|h2|h1|button|dd|li|article)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#x27;', '’')
}

const metric: MetricSummary = {
  value: 1040,
  previous: 1000,
  change: 40,
  changePercent: 4,
  aggregation: 'sum',
  knownDays: 7,
  previousKnownDays: 7,
  provisionalDays: 0,
  previousProvisionalDays: 0,
}
const rate: MetricSummary = { ...metric, value: 9.51, previous: 9.2, change: 0.31, aggregation: 'ratio' }

// The guarantee: the texts have a name for each metric.
const eachMetric = Object.fromEntries(Object.keys(en.metrics).map((name) => [name, metric])) as Record<
  MetricName,
  MetricSummary
>

function dashboardData(summary: Partial<MetricsSummaryResult> = {}): DashboardData {
  const days = Array.from({ length: 7 }, (_, index) => `2026-11-${23 + index}`)
  const column = days.map((_, index) => index + 1)
  const columns = { days, final: days.map(() => true), isPartial: days.map(() => false), points: [] }
  const series = {
    reach: column,
    impressions: column,
    engagement: column,
    profileViews: column,
    follows: column,
    unfollows: column,
    replies: column,
    reposts: column,
    websiteClicks: column,
    profileLinksTaps: column,
    engagementRate: column,
  }
  const aggregation = {
    reach: 'daily_average',
    impressions: 'sum',
    engagement: 'sum',
    profileViews: 'sum',
    follows: 'sum',
    unfollows: 'sum',
    replies: 'sum',
    reposts: 'sum',
    websiteClicks: 'sum',
    profileLinksTaps: 'sum',
    engagementRate: 'ratio',
  } as const
  return {
    accountId: account.id,
    choice: '7',
    compare: 'previous',
    days: 7,
    daysBack: 7,
    range: { startDate: '2026-11-23', endDate: '2026-11-29' },
    interval: 'day',
    summary: {
      ...eachMetric,
      followersCount: { ...metric, aggregation: 'last' },
      reach: { ...metric, aggregation: 'daily_average' },
      engagementRate: rate,
      period: {
        startDate: '2026-11-23',
        endDate: '2026-11-29',
        previousStartDate: '2026-11-16',
        previousEndDate: '2026-11-22',
        today: '2026-11-30',
      },
      periodReach: null,
      engagementRateBasis: 'daily_reach',
      ...summary,
    },
    timeline: { ...columns, series, aggregation },
    previous: { ...columns, series, aggregation },
    growth: {
      points: days.map((date, index) => ({
        date,
        followers: 1000 + index,
        change: 1,
        gained: 2,
        lost: 1,
        isFinal: true,
        isDerived: true,
        isEstimated: false,
      })),
      net: 40,
      best: null,
      worst: null,
    },
    byDate: new Map(),
  }
}

const nothing = () => {}
const tabs = (summary?: Partial<MetricsSummaryResult>, isComing = false) =>
  textOf(
    element(HeroTabs, {
      data: dashboardData(summary),
      followersNow: 1050,
      isComing,
      metric: 'reach',
      onMetric: nothing,
      id: 'hero',
    }),
  )
const caption = (name: HeroMetric, summary?: Partial<MetricsSummaryResult>) =>
  captionsOf(
    { metric: name, data: dashboardData(summary), followersNow: 1050 },
    { t: en, format: createFormat('en', en) },
  ).join(' ')

describe('where a number comes from', () => {
  test('is told with its state, what it counts, when it was read, and why the app may show another', () => {
    const difference = (code: string, sentence: string) => ({ code, direction: 'either', sentence })
    const receipt = {
      date: '2026-11-28',
      metric: 'reach',
      value: 1234,
      missing: null,
      state: 'provisional',
      kind: 'estimated',
      counts: 'people',
      readAt: now(),
      question: { sentence: 'We asked Instagram.' },
      formula: null,
      differences: {
        general: [difference('own_day', 'The days differ.')],
        onThisDay: [difference('ads', 'There was an ad.')],
      },
      definition: 'Who saw something.',
      history: [{ value: 1_200, readAt: now(), replacedAt: now() }],
    } as unknown as MetricReceipt
    const text = textOf(element(Receipt, receipt))
    for (const words of [
      '1,234',
      'May still change',
      'Who saw something',
      'counts people',
      'estimates it',
      'Read from Instagram on 11/30/26',
    ])
      expect(text).toContain(words)
    expect(text).toContain('It was 1,200 before')
    expect(text).toMatch(/We asked Instagram\.[^]*Why the app may show another number[^]*an ad\.[^]*days differ\./)
    expect(textOf(element(Receipt, receipt), 'pt-BR')).toContain('Por que o app pode mostrar outro número')
    const missing = { ...receipt, value: null, missing: 'not_read', readAt: null } as const
    expect(textOf(element(Receipt, missing))).toContain('—')
  })
})

describe('a tab', () => {
  test('of the followers tells the growth of the period as a count', () => {
    expect(tabs()).toContain('▲ 40 · 4.0%')
  })

  test('of an account that was counted today for the first time shows that count, as what it is', () => {
    const followersCount = { ...metric, aggregation: 'last', value: null, change: null, changePercent: null } as const

    expect(tabs({ followersCount })).toContain('Followers1,050')
    expect(caption('followersCount', { followersCount })).toBe('Counted just now.')
  })

  test('says whether what it is compared with will come', () => {
    const reach = { ...metric, change: null, changePercent: null }

    expect(tabs({ reach })).toContain('no period before')
    expect(tabs({ reach }, true)).toContain('comparison soon')
  })
})

describe('what stands below the chart', () => {
  test('says that follower totals were worked out', () => {
    expect(caption('followersCount')).toMatch(/^Total at the end of the period\. Where nobody counted/)
  })

  test('of the reach tells the people of the whole period beside the average of its days, once they are known', () => {
    const periodReach = {
      value: 31_234,
      previous: null,
      change: null,
      changePercent: null,
      isFinal: false,
      readAt: null,
    }

    expect(caption('reach')).toBe('A day, on average.')
    expect(caption('reach', { periodReach: { ...periodReach, value: null } })).toBe('A day, on average.')
    expect(caption('reach', { periodReach })).toContain('31,234 different people in the period, a number that may')
  })

  test.each([
    ['period_reach', 'Of every 100 people reached, 9.5 interacted.'],
    ['daily_reach', 'Of every 100 people reached in a day, 9.5 interacted.'],
  ] as const)('says the rate in people, by what it was divided by: %s', (engagementRateBasis, words) => {
    expect(caption('engagementRate', { engagementRateBasis })).toBe(words)
  })

  test('says why there is no rate, and of how many days a number is', () => {
    const engagementRate = { ...rate, value: null }
    const reach = { ...metric, value: 0 }

    expect(caption('engagementRate', { engagementRate, reach })).toBe(
      'Nobody was reached in the period, so there is no rate.',
    )
    expect(caption('impressions', { impressions: { ...metric, knownDays: 5 } })).toContain('5 of 7 days with numbers')
  })
})

describe('a change', () => {
  const change = (part: Partial<MetricSummary>, name: 'reach' | 'engagementRate' = 'reach') =>
    textOf(element(Change, { metric: name, summary: { ...metric, ...part } }))

  test('between periods of the same age is exact to the decimal', () => {
    expect(change({ changePercent: 4.26 })).toMatch(/^▲ 4.3%up 4.3% against the period it is compared with\n$/)
  })

  test('between periods of which one may still change more is rough, and says why', () => {
    const why = 'A rough comparison: days that may still change: 3 in this period, 0 in the one before.'

    expect(change({ changePercent: -4.26, change: -42, provisionalDays: 3 })).toBe(
      `[${why}] ▼ ≈ 4%down ≈ 4% against the period it is compared with. ${why}\n`,
    )
    expect(change({ changePercent: 0.3, change: 3, provisionalDays: 3 })).toContain('about the same')
  })

  test('that rounds to nothing is no rise and no fall', () => {
    expect(change({ change: -0.04, changePercent: -0.4 }, 'engagementRate')).not.toMatch(/[▼▲]|down|up/)
  })
})

test('a range button says how many of its days may still change, as far as the days are known', () => {
  const day = { isFinal: true, provisional: [], derived: [], missing: {} }
  const byDate = new Map(
    ['2026-11-22', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map((date) => [
      date,
      { ...day, date, isFinal: date === '2026-11-26' } as unknown as DailyMetrics,
    ]),
  )
  const data = { ...dashboardData(), days: 30, byDate }
  const control = element(RangeControl, { view: defaultView, onView: () => {}, data, today: '2026-11-30' })
  const buttons = textOf(control, 'pt-BR').split('\n')

  expect(buttons[0]).toBe('[3 dos 7 dias ainda podem mudar] 7 dias, 3 dos 7 dias ainda podem mudar')
  expect(buttons[1]).toContain('4 dos 30 dias ainda podem mudar')
  expect(buttons[2]).toBe('90 dias')
})

describe('the header', () => {
  const header = (part: Partial<Account>) => {
    const shown = { ...account, ...part }
    return textOf(
      element(AccountHeader, {
        account: shown,
        accounts: [shown],
        today: '2026-11-30',
        showsNotifications: false,
        onChoose: nothing,
        sync: { state: { kind: 'idle' }, run: nothing, dismiss: nothing },
        isTold: false,
        onShare: nothing,
        onTour: nothing,
        onReconnect: nothing,
        onConnectAnother: nothing,
        onDisconnect: nothing,
      }),
    )
  }

  test('speaks of the numbers, not of the last run', () => {
    expect(header({ lastSyncedAt: hoursAgo(1), numbersReadAt: hoursAgo(5) })).toContain('Updated 5 hr. ago')
  })

  test('says that runs bring nothing, once the numbers are older than 26 hours', () => {
    const words = 'the last try, 2 hr. ago, brought no new numbers'

    expect(header({ lastSyncedAt: hoursAgo(2), numbersReadAt: hoursAgo(25) })).not.toContain(words)
    expect(header({ lastSyncedAt: hoursAgo(2), numbersReadAt: hoursAgo(27) })).toContain(words)
    expect(header({ lastSyncedAt: hoursAgo(2), numbersReadAt: null })).toContain(`No numbers yet · ${words}`)
    expect(header({ lastSyncedAt: hoursAgo(50), numbersReadAt: hoursAgo(50.1) })).not.toContain(
      'brought no new numbers',
    )
  })

  test('on a machine whose clock is behind does not speak of the future', () => {
    expect(header({ lastSyncedAt: hoursAgo(-3), numbersReadAt: hoursAgo(-3) })).toContain('Updated just now')
  })
})

test('who connects an account that was rewarded before is told kindly why nothing is given again', () => {
  const welcome = { success: true, account, isFirstConnection: true, reward: null, returnTo: null } as const
  const told = (rewardWithheld: 'given_before' | null, locale: string) => {
    const sync = { state: { kind: 'idle' }, run: () => {}, dismiss: () => {} } as const
    const props = {
      account,
      sync,
      today: '2026-11-30',
      welcome: { ...welcome, rewardWithheld },
      onShare() {},
      onClose() {},
    }
    return textOf(element(FirstDays, props), locale)
  }

  expect(told('given_before', 'en')).toContain('they are given only once. Your numbers arrive as usual.')
  expect(told('given_before', 'pt-BR')).toContain('eles são dados uma vez só. Seus números chegam normalmente.')
  expect(told(null, 'en')).not.toContain('only once')
})

describe('the numbers without a tile', () => {
  const further = (summary: Partial<MetricsSummaryResult>) =>
    textOf(element(FurtherNumbers, { data: dashboardData(summary), onMetric: nothing }))
  const of = (value: number | null): MetricSummary => ({ ...metric, value, change: value === null ? null : 5 })
  const none = {
    profileViews: of(null),
    follows: of(null),
    unfollows: of(null),
    replies: of(null),
    reposts: of(null),
    websiteClicks: of(null),
    profileLinksTaps: of(null),
  }

  test('are those of the period, without the ones that nobody knows', () => {
    const text = further({ ...none, follows: of(1_234), websiteClicks: of(0) })
    expect(text).toContain('Followers gained1,234')
    expect(text).toContain('Website clicks0')
    expect(text).not.toContain('Replies')
  })

  test('are not there where none is known', () => {
    expect(further(none)).toBe('')
  })
})

describe('a post', () => {
  const media: ListedMedia = {
    id: '1',
    type: 'reel',
    caption: 'Sorteio',
    permalink: null,
    previewUrl: null,
    publishedAt: hoursAgo(72),
    isCollaboration: false,
    tags: [],
    views: 10,
    reach: 8,
    engagement: 2,
    likes: 1,
    comments: 1,
    saves: 0,
    shares: 0,
    reposts: 0,
    follows: null,
    profileVisits: null,
    averageWatchTimeMs: null,
    totalWatchTimeMs: null,
    skipRate: null,
    engagementRate: 25,
    figures: {},
    missingReason: null,
    readAt: hoursAgo(3),
    comparison: null,
  }
  const post = (part: Partial<ListedMedia>) => textOf(element(Posts, { items: [{ ...media, ...part }] }))
  const comparison = (views: number | null, isGrowing = false): ListedMedia['comparison'] => {
    const ofEach = {
      views: null,
      reach: null,
      engagement: null,
      likes: null,
      comments: null,
      saves: null,
      shares: null,
    }
    return { times: { ...ofEach, views }, average: ofEach, posts: 23, isGrowing }
  }

  test('says when its figures were read', () => {
    const sheet = { accountId: account.id, post: media, others: [], onClose: () => {} }
    expect(textOf(element(PostSheet, sheet))).toContain('read 3 hr. ago')
  })

  test('says of a reel how long it was watched and how often skipped, and of others neither', () => {
    const reel = post({ averageWatchTimeMs: 4_210, skipRate: 34.5 })
    expect(reel).toContain('Average watch 4.2 s')
    expect(reel).toContain('Skipped 34.5%')
    expect(post({})).not.toContain('Average watch')
  })

  test('without a single figure always has a reason', () => {
    const none = { views: null, reach: null, engagement: null }

    expect(post({ ...none, missingReason: 'unavailable' })).toContain('Instagram did not give its numbers.')
    expect(post(none)).toContain('Instagram has no numbers for it yet')
    expect(post({ ...none, reach: 8 })).not.toContain('Instagram has no numbers for it yet')
  })

  test('says how many times the average it has, and of a young one nothing that its next days may change', () => {
    expect(post({ type: 'reel', comparison: comparison(2.34) })).toContain(
      '[2.3× your average views of reels (23 posts)] 2.3× your average',
    )
    expect(post({ comparison: comparison(0.4) })).toContain('0.4× your average')
    expect(post({ comparison: comparison(0.4, true) })).toContain('still growing')
    expect(post({ comparison: comparison(2, true) })).toContain('2.0× your average')
    expect(post({ comparison: comparison(null) })).not.toContain('average')
  })

  test('without words is called so, and not by its kind twice', () => {
    expect(post({ caption: null, type: 'reel' })).toMatch(/No caption[^]*Reel · /)
    expect(post({ caption: '  A line\nand more' })).toContain('A line\n')
  })
})

describe('an error', () => {
  const panel = (code: 'OAUTH_MISCONFIGURED' | 'NOT_FOUND') => {
    const failure = { code, action: 'none', message: 'A sentence.', retryAt: null, requestId: null } as const
    return textOf(element(ErrorPanel, { failure, onRetry: () => {} }))
  }

  test('that is the app’s own trouble with Instagram asks nothing of the user', () => {
    expect(panel('OAUTH_MISCONFIGURED')).toBe('We have a problem, and will solve it\nA sentence.\n')
    expect(panel('NOT_FOUND')).toContain('This is not available')
  })
})

describe('words for days', () => {
  const english = createFormat('en', catalogues.en)
  const portuguese = createFormat('pt-BR', catalogues['pt-BR'])

  test('a week is named by its first day, a month by its name', () => {
    expect(portuguese.bucket('2026-11-03', 'week')).toBe('semana de 3 de nov.')
    expect(english.bucket('2026-11-03', 'week')).toBe('week of Nov 3')
    expect(portuguese.bucket('2026-11-01', 'month')).toBe('novembro de 2026')
    expect(english.bucket('2026-11-01', 'day')).toBe('Sun, Nov 1, 2026')
  })

  test('a period over two years names both', () => {
    expect(english.period('2026-11-01', '2026-11-30')).toEqual(['Nov 1', 'Nov 30'])
    expect(english.period('2025-11-30', '2026-11-29')).toEqual(['Nov 30, 2025', 'Nov 29, 2026'])
  })
})
