import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLosslessJson } from './lossless-json.ts'
import { readFigures, readMediaPage } from './media-answers.ts'

const recorded = (file: string) =>
  (
    parseLosslessJson(readFileSync(new URL(`../../../../fixtures/instagram/${file}`, import.meta.url), 'utf8')) as {
      response: { data?: unknown[] }
    }
  ).response

test('a list goes on only where a next page is named, at the cursor and not at the address', () => {
  const page = readMediaPage(recorded('media_list_with_next.json'), 'FEED')
  expect(page?.next).toBeTypeOf('string')
  expect(page?.next).not.toContain('http')
  expect(readMediaPage({ data: [], paging: { cursors: { before: 'a', after: 'b' } } }, 'FEED')).toEqual({
    items: [],
    next: null,
  })
  expect(
    readMediaPage({ data: [], paging: { cursors: { after: 'b' }, next: 'https://x/?access_token=y' } }, 'FEED'),
  ).toEqual({ items: [], next: 'b' })
})

test('what is not a list is none', () => {
  for (const body of [null, 'x', {}, { data: {} }, []]) expect(readMediaPage(body, 'FEED')).toBeUndefined()
})

test('an entry may lack almost everything, and an odd one does not hide the others', () => {
  const page = readMediaPage(
    {
      data: [
        { id: '1', timestamp: '2019-09-26T22:36:43+0000' },
        { id: 2, timestamp: 'soon' },
        'x',
        {
          id: '3',
          timestamp: '2019-09-26T22:36:43+0000',
          media_type: 'VIDEO',
          media_product_type: 'REELS',
          like_count: 0,
          comments_count: '7',
          media_url: 'https://cdn/3.mp4',
          thumbnail_url: 'https://cdn/3.jpg',
        },
      ],
    },
    'STORY',
  )
  expect(page?.items).toEqual([
    {
      mediaId: '1',
      mediaType: null,
      productType: 'STORY',
      caption: null,
      permalink: null,
      previewUrl: null,
      publishedAt: new Date('2019-09-26T22:36:43Z'),
      likes: null,
      comments: null,
    },
    expect.objectContaining({
      mediaId: '3',
      productType: 'REELS',
      previewUrl: 'https://cdn/3.jpg',
      likes: 0,
      comments: null,
    }),
  ])
})

test.each(['media_insights_feed.json', 'media_insights_reels.json', 'media_insights_story.json'])(
  'every figure of a recorded answer is read: %s',
  (file) => {
    const { data } = recorded(file)
    expect(readFigures(data ?? []).size).toBe(data?.length)
  },
)

test('a figure without a number is absent, and 0 is a number', () => {
  const figures = readFigures([
    { name: 'views', values: [{ value: 0 }] },
    { name: 'reach', values: [] },
    { name: 'saved', values: [{ value: '7' }] },
    { name: 'navigation', total_value: { value: 4 } },
    null,
  ])
  expect([...figures]).toEqual([
    ['views', 0],
    ['navigation', 4],
  ])
})
