import { describe, expect, it } from 'vitest'
import type { media } from '@instagram-dashboard/db'
import { mediaRows } from './media-rows.ts'
import type { MediaAnswer } from './read-media.ts'

const now = new Date('2026-11-16T18:00:00Z')
const before = new Date('2026-11-15T18:00:00Z')

const item: MediaAnswer['item'] = {
  mediaId: '1',
  mediaType: 'IMAGE',
  productType: 'FEED',
  caption: null,
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  publishedAt: before,
  likes: null,
  comments: null,
}
const known: media.KnownMedia = {
  mediaId: '1',
  productType: 'FEED',
  publishedAt: before,
  likes: null,
  comments: null,
  figures: {},
  navigation: null,
  navigationViews: null,
  insightState: 'read',
  refusedMetrics: [],
  insightsAt: before,
  askedAt: before,
  isHighlighted: null,
  nextReadAt: null,
}

const said = { navigation: null, isGone: false, lateAnswer: null, refusal: null }

interface Said {
  listed?: number | null
  figures?: Record<string, number> | null
  state?: MediaAnswer['state']
  stored?: Partial<media.KnownMedia> | null
}

describe.each(['likes', 'comments'] as const)('mediaRows: %s', (name) => {
  const rowAfter = ({ listed = null, figures = null, state = 'read', stored = {} }: Said) => {
    const answers: MediaAnswer = {
      item: { ...item, [name]: listed },
      figures: figures === null ? null : new Map(Object.entries(figures)),
      state,
      refusedMetrics: [],
      ...said,
    }
    const rows = stored === null ? [] : [[known.mediaId, { ...known, ...stored }] as const]
    const [row] = mediaRows({ accountId: 'ana', answers: [answers], stored: new Map(rows), now })
    if (!row) throw new Error('no row')
    return row
  }

  it('the list of now counts before figures of an earlier reading, and both say the same', () => {
    const row = rowAfter({ listed: 99, stored: { [name]: 20, figures: { [name]: 20, reach: 5 } } })
    expect(row).toMatchObject({ [name]: 99, figures: { [name]: 99, reach: 5 }, insightsAt: before })
  })

  it('the figure that was read after the list counts', () => {
    const row = rowAfter({ listed: 99, figures: { [name]: 101 }, stored: { [name]: 20, figures: { [name]: 20 } } })
    expect(row).toMatchObject({ [name]: 101, figures: { [name]: 101 }, insightsAt: now })
  })

  it('a list that went down is believed: likes are taken back', () => {
    expect(rowAfter({ listed: 0, stored: { [name]: 20, figures: { [name]: 20 } } })).toMatchObject({
      [name]: 0,
      figures: { [name]: 0 },
    })
  })

  it('a number that is hidden now stays as it was known', () => {
    expect(rowAfter({ stored: { [name]: 20, figures: { [name]: 18 } } })).toMatchObject({
      [name]: 20,
      figures: { [name]: 20 },
    })
    expect(rowAfter({ figures: { reach: 7 }, stored: { [name]: 20 } })).toMatchObject({ [name]: 20 })
    expect(rowAfter({ stored: { figures: { [name]: 18 } } })).toMatchObject({ [name]: 18 })
    expect(rowAfter({ stored: null })).toMatchObject({ [name]: null })
  })

  it('the list makes no figure of what was never one', () => {
    expect(rowAfter({ listed: 9, stored: null, state: 'unread' })).toMatchObject({ [name]: 9, figures: {} })
  })
})

describe('mediaRows', () => {
  const rowOf = (figures: Record<string, number>, state: MediaAnswer['state'], stored: Partial<media.KnownMedia>) =>
    mediaRows({
      accountId: 'ana',
      answers: [{ item, figures: new Map(Object.entries(figures)), state, refusedMetrics: [], ...said }],
      stored: new Map([['1', { ...known, ...stored }]]),
      now,
    })[0]

  it('what was read stays read on a day without figures', () => {
    for (const state of ['no_figures', 'unavailable', 'too_few_viewers'] as const) {
      expect(rowOf({}, state, { figures: { views: 3 } })).toMatchObject({ insightState: 'read', views: 3 })
      expect(rowOf({}, state, { insightState: 'unread', insightsAt: null })).toMatchObject({ insightState: state })
    }
  })

  it('an answer without figures leaves them as old as they were, and has been asked for', () => {
    const kept = { figures: { views: 3 } }
    for (const productType of ['FEED', 'STORY']) {
      const row = (figures: Record<string, number>, stored: Partial<media.KnownMedia> = kept) =>
        rowOf(figures, 'no_figures', { productType, ...stored })
      expect(row({})).toMatchObject({ insightsAt: before, askedAt: now, views: 3 })
      expect(row({ views: 4 })).toMatchObject({ insightsAt: now, askedAt: now, views: 4 })
      const never = { insightState: 'unread', insightsAt: null, askedAt: null } as const
      expect(row({}, never)).toMatchObject({ insightsAt: now, askedAt: now })
    }
  })

  it('what viewers of a story did stays with the views that were read with it', () => {
    const stored = { figures: { views: 100 }, navigation: { tap_exit: 10 }, navigationViews: 100 }
    const rowWith = (navigation: MediaAnswer['navigation']) =>
      mediaRows({
        accountId: 'ana',
        answers: [
          { item, figures: new Map([['views', 1_000]]), state: 'read', refusedMetrics: [], ...said, navigation },
        ],
        stored: new Map([['1', { ...known, ...stored }]]),
        now,
      })[0]
    expect(rowWith(null)).toMatchObject({ views: 1_000, navigation: { tap_exit: 10 }, navigationViews: 100 })
    expect(rowWith({ tap_exit: 70 })).toMatchObject({ navigation: { tap_exit: 70 }, navigationViews: 1_000 })
  })

  it.each([
    ['answered', false, true],
    ['silent', true, false],
    ['over', true, false],
    ['failed', true, true],
    [null, true, true],
    [null, null, null],
  ] as const)('a story that is over and %s (before: %s) is in a highlight: %s', (lateAnswer, was, is) => {
    const answer: MediaAnswer = {
      item,
      figures: new Map(),
      state: 'unavailable',
      refusedMetrics: [],
      ...said,
      lateAnswer,
    }
    const stored = new Map([['1', { ...known, isHighlighted: was }]])
    expect(mediaRows({ accountId: 'ana', answers: [answer], stored, now })[0]?.isHighlighted).toBe(is)
  })

  it('a column holds whole numbers only', () => {
    expect(rowOf({ views: 2.5, reach: 1e300, saved: 4 }, 'read', {})).toMatchObject({
      views: null,
      reach: null,
      saved: 4,
      figures: { views: 2.5 },
    })
  })
})
