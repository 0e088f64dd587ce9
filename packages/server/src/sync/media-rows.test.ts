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
  insightState: 'read',
  refusedMetrics: [],
  insightsAt: before,
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

  it('a column holds whole numbers only', () => {
    expect(rowOf({ views: 2.5, reach: 1e300, saved: 4 }, 'read', {})).toMatchObject({
      views: null,
      reach: null,
      saved: 4,
      figures: { views: 2.5 },
    })
  })
})
