import { expect, test } from 'vitest'
import { recordedAnswer } from '../../test/recorded-answer.ts'
import { parseLosslessJson } from './lossless-json.ts'
import { readFigures, readMediaPage, readNavigation } from './media-answers.ts'
import { navigationBreakdown } from './media-catalogue.ts'

const recorded = (name: string) => recordedAnswer(name, parseLosslessJson).response

const published = '2019-09-26T22:36:43+0000'
const silent = {
  mediaType: null,
  productType: null,
  caption: null,
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  publishedAt: null,
  likes: null,
  comments: null,
}

test('a list goes on only where a next page is named, at the cursor and not at the address', () => {
  const page = readMediaPage(recorded('media_list_with_next'))
  expect(page).toMatchObject({ isLast: false, hasUnreadable: false })
  expect(page?.next).toBeTypeOf('string')
  expect(page?.next).not.toContain('http')
  expect(readMediaPage({ data: [], paging: { cursors: { before: 'a', after: 'b' } } })).toEqual({
    items: [],
    hasUnreadable: false,
    next: null,
    isLast: true,
  })
  const next = 'https://x/?access_token=y'
  expect(readMediaPage({ data: [], paging: { cursors: { after: 'b' }, next } })).toMatchObject({
    next: 'b',
    isLast: false,
  })
})

test.each([
  { next: 'https://x/' },
  { next: {}, cursors: { after: 'b' } },
  { next: 'https://x/', cursors: { after: 7 } },
])('a list that goes on nobody knows where is not at its end: %j', (paging) => {
  expect(readMediaPage({ data: [], paging })?.isLast).toBe(false)
})

test('what is not a list is none', () => {
  for (const body of [null, 'x', {}, { data: {} }, []]) expect(readMediaPage(body)).toBeUndefined()
})

test('an entry may lack everything but its id, and one without an id does not hide the others', () => {
  const page = readMediaPage({
    data: [
      { id: '1', timestamp: published },
      { id: 2, timestamp: 'soon' },
      'x',
      {
        id: '3',
        timestamp: published,
        media_type: 'VIDEO',
        media_product_type: 'reels',
        like_count: 0,
        comments_count: '7',
        media_url: 'https://cdn/3.mp4',
        thumbnail_url: 'https://cdn/3.jpg',
      },
    ],
  })
  const publishedAt = new Date('2019-09-26T22:36:43Z')
  expect(page).toMatchObject({ hasUnreadable: true })
  expect(page?.items).toEqual([
    { ...silent, mediaId: '1', publishedAt, areLikesHidden: true },
    { ...silent, mediaId: '2', areLikesHidden: true },
    {
      ...silent,
      mediaId: '3',
      mediaType: 'VIDEO',
      productType: 'REELS',
      previewUrl: 'https://cdn/3.jpg',
      ownerUsername: null,
      publishedAt,
      likes: 0,
      areLikesHidden: false,
    },
  ])
})

const whole = {
  id: '1',
  timestamp: published,
  media_type: 'IMAGE',
  media_product_type: 'FEED',
  caption: 'a',
  permalink: 'https://www.instagram.com/p/1/',
  media_url: 'https://cdn/1.jpg',
  like_count: 4,
  comments_count: 2,
}
const told = readMediaPage({ data: [whole] })?.items[0]

test.each([
  ['reel', 'REELS'],
  ['Reels', 'REELS'],
  ['POST', 'FEED'],
  ['posts', 'FEED'],
  ['feed ', 'FEED'],
  ['Stories', 'STORY'],
  ['story', 'STORY'],
  ['Threads', 'THREADS'],
])('the product %s is %s', (product, name) => {
  const [item] = readMediaPage({ data: [{ ...whole, media_product_type: product }] })?.items ?? []
  expect(item?.productType).toBe(name)
})

const fields = {
  timestamp: 'publishedAt',
  media_type: 'mediaType',
  media_product_type: 'productType',
  caption: 'caption',
  permalink: 'permalink',
  media_url: 'previewUrl',
  like_count: 'likes',
  comments_count: 'comments',
}

test.each(Object.entries(fields))('an odd %s costs itself alone', (field, name) => {
  for (const odd of [undefined, null, {}, [], true, Number.NaN, -1, 1e300, '', 'undefined undefined']) {
    const [item] = readMediaPage({ data: [{ ...whole, [field]: odd }] })?.items ?? []
    const isText = field === 'media_type' || field === 'caption' || field === 'media_product_type'
    const value = isText && odd === 'undefined undefined' ? expect.stringMatching(/undefined undefined/i) : null
    const likes = field === 'like_count' ? { areLikesHidden: null } : {}
    expect(item, JSON.stringify(odd)).toEqual({ ...told, [name]: value, ...likes })
  }
})

test('likes are hidden where others of the page tell theirs, and not where nobody can or one cannot be read', () => {
  const hiddenOf = (...likes: unknown[]) => {
    const data = likes.map((count, index) => ({ ...whole, id: String(index), like_count: count }))
    return readMediaPage({ data })?.items.map(({ areLikesHidden }) => areLikesHidden)
  }
  expect(hiddenOf(4, undefined, null, 0)).toEqual([false, true, true, false])
  expect(hiddenOf(undefined, undefined)).toEqual([null, null])
  expect(hiddenOf(4, 'many')).toEqual([false, false])
})

test.each([undefined, null, '', 1.5, {}, 'a b', '../me', 'x'.repeat(101)])('%j names no media', (id) => {
  expect(
    readMediaPage({
      data: [
        { ...whole, id },
        { ...whole, id: '2' },
      ],
    }),
  ).toMatchObject({
    hasUnreadable: true,
    items: [{ mediaId: '2' }],
  })
})

test('a text keeps no character that a database refuses', () => {
  expect(readMediaPage({ data: [{ ...whole, caption: 'a\0b' }] })?.items[0]?.caption).toBe('ab')
})

test.each(['media_insights_feed', 'media_insights_reels', 'media_insights_story'])(
  'every figure of a recorded answer is read: %s',
  (file) => {
    const { data } = recorded(file)
    expect(readFigures(data ?? []).size).toBe(data?.length)
  },
)

test('a figure without a number is absent, as is one below 0, and 0 is a number', () => {
  const figures = readFigures([
    { name: 'views', values: [{ value: 0 }] },
    { name: 'reach', values: [] },
    { name: 'saved', values: [{ value: '7' }] },
    { name: 'likes', values: [{ value: -3 }] },
    { name: 'comments', values: [{ value: null }] },
    { name: 'navigation', total_value: { value: 4 } },
    null,
  ])
  expect([...figures]).toEqual([
    ['views', 0],
    ['navigation', 4],
  ])
})

const navigation = (total: unknown, more: object = {}) =>
  readNavigation([{ name: 'navigation', values: [{ value: 25 }], total_value: total, ...more }])
const row = (name: unknown, value: unknown) => ({ dimension_values: [name], value })
const split = (...results: unknown[]) => ({
  value: 25,
  breakdowns: [{ dimension_keys: [navigationBreakdown], results }],
})

test('what viewers of a story did is read from a recorded answer', () => {
  expect(readNavigation(recorded('media_insights_story_navigation_breakdown').data ?? [])).toEqual({
    total: 25,
    actions: { tap_forward: 19, tap_back: 4, tap_exit: 1, swipe_forward: 1 },
  })
})

test('names come in capitals as well, an unknown number is no 0, and what nobody did is left out', () => {
  expect(navigation(split(row('TAP_FORWARD', 24), row('Automatic_Forward', 1)))).toEqual({
    total: 25,
    actions: { tap_forward: 24, automatic_forward: 1 },
  })
  expect(navigation(split(row('tap_exit', 0), row('tap_back', 'x'), row(7, 3), null)).actions).toEqual({
    tap_exit: 0,
    tap_back: null,
    '': null,
  })
})

test('the place of the action is that of its key', () => {
  const keys = ['timeframe', navigationBreakdown]
  const results = [{ dimension_values: ['lifetime', 'tap_exit'], value: 3 }]
  expect(navigation({ value: 3, breakdowns: [{ dimension_keys: keys, results }] }).actions).toEqual({ tap_exit: 3 })
})

test('without a breakdown nothing is known, and with an empty one all is 0 unless the whole is not', () => {
  expect(navigation(undefined)).toEqual({ total: 25, actions: null })
  expect(navigation({ value: 9 })).toEqual({ total: 9, actions: null })
  expect(navigation({ value: 9, breakdowns: [{ dimension_keys: [navigationBreakdown] }] }).actions).toBeNull()
  expect(navigation({ value: 0, breakdowns: [{ dimension_keys: [navigationBreakdown] }] }).actions).toEqual({})
  const bare = [{ name: 'navigation', total_value: { breakdowns: [{ dimension_keys: [navigationBreakdown] }] } }]
  expect(readNavigation(bare)).toEqual({ total: null, actions: null })
  expect(
    navigation({ value: 0, breakdowns: [{ dimension_keys: [navigationBreakdown], results: [] }] }).actions,
  ).toEqual({})
  expect(readNavigation([])).toEqual({ total: null, actions: null })
})
