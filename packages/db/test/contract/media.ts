import { expect } from 'vitest'
import { accounts, media, type Handle } from '../../src/index.ts'
import { account, at, many, post } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const idsOf = (rows: readonly media.MediaRow[]) => rows.map(({ mediaId }) => mediaId)

/** Numbers of which some are equal, some are not there, and those that can be are no whole ones. */
function sortable(column: string | null, index: number): Partial<media.MediaRow> {
  if (column === 'publishedAt') return { publishedAt: at(index % 7) }
  const isKnown = index % 5 !== 0
  if (column === null) return { totalInteractions: isKnown ? index % 4 : null, reach: index % 7 }
  if (column in post('any')) return { [column]: isKnown ? index % 7 : null }
  return { figures: isKnown ? { [column]: (index % 7) / 3, views: 1 } : {} }
}

/** Highest first, nothing last, equal ones by their ids. */
function byPosition(one: media.MediaPosition, other: media.MediaPosition): number {
  const [a, b] = [one.value ?? -1, other.value ?? -1]
  if (a !== b) return b - a
  return one.mediaId < other.mediaId ? 1 : -1
}

async function wholeMedia(db: Handle, mediaId: string): Promise<media.MediaRow | undefined> {
  const page = await media.listPage(db, 'ana', { sort: 'recent', productType: null, after: null, limit: 200 })
  return page.find((row) => row.mediaId === mediaId)
}

export function describeMedia(test: ContractTest): void {
  test('media come back as they were saved, and saving again replaces them', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const first = post('18000000000000000001', { figures: { views: 3_000_000_000 }, refusedMetrics: ['follows'] })
    await media.save(db, [first, post('2')])
    expect(await wholeMedia(db, first.mediaId)).toEqual(first)

    const again = { ...first, views: 7, insightState: 'read' as const, insightsAt: at(2) }
    await media.save(db, [again])
    expect(await wholeMedia(db, first.mediaId)).toEqual(again)
  })

  test('when a post was published is kept from its first saving', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [post('1')])
    await media.save(db, [post('1', { publishedAt: at(9), caption: 'b' })])
    expect(await wholeMedia(db, '1')).toEqual(post('1', { caption: 'b' }))
  })

  test('what a list says is renewed, and the figures stay', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const read = post('1', { views: 7, figures: { views: 7 }, insightState: 'read', insightsAt: at(2) })
    await media.save(db, [read, post('2')])
    const said = { caption: 'b', permalink: 'p', previewUrl: 'u' }
    const listed = { ...said, likes: 3, comments: null, figures: { views: 7, likes: 3 }, seenAt: at(3) }
    await media.saveListed(db, [
      { ...read, ...listed },
      { ...post('unknown'), ...listed },
    ])
    expect(await wholeMedia(db, '1')).toEqual({ ...read, ...listed })
    expect(await wholeMedia(db, '2')).toEqual(post('2'))
    expect(await wholeMedia(db, 'unknown')).toBeUndefined()
  })

  test('what a list leaves out this time stays as it was said', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const said = post('1', { mediaType: 'VIDEO', caption: 'a', permalink: 'p', previewUrl: 'u' })
    await media.save(db, [said])
    await media.save(db, [{ ...said, mediaType: null, caption: null, permalink: null, previewUrl: null, views: 4 }])
    expect(await wholeMedia(db, '1')).toEqual({ ...said, views: 4 })
    await media.saveListed(db, [{ ...said, caption: null, permalink: null, previewUrl: null, likes: 5 }])
    expect(await wholeMedia(db, '1')).toEqual({ ...said, views: 4, likes: 5 })
  })

  test('a post that is gone is in no list and no count, until it is seen again', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bruno'))
    const old = post('old', { publishedAt: at(-100), totalInteractions: 1 })
    const newer = post('newer', { publishedAt: at(0), totalInteractions: 2, previewUrl: 'u', figures: { views: 1 } })
    const newest = post('newest', { publishedAt: at(50), totalInteractions: 3 })
    const story = post('story', { productType: 'STORY' })
    await media.save(db, [old, newer, newest, story, { ...newer, accountId: 'bruno' }])
    expect((await media.listPresent(db, 'ana', null)).toSorted()).toEqual(['newer', 'newest', 'old'])
    expect((await media.listPresent(db, 'ana', at(-100))).toSorted()).toEqual(['newer', 'newest'])

    await media.markGone(db, { accountId: 'ana', mediaIds: ['newer', 'story'], goneAt: at(60) })
    expect((await media.listPresent(db, 'ana', null)).toSorted()).toEqual(['newest', 'old'])
    expect(await media.listPresent(db, 'bruno', null)).toEqual(['newer'])
    for (const sort of [
      'recent',
      'views',
      'reach',
      'engagement',
      'likes',
      'comments',
      'saves',
      'shares',
      'skipRate',
    ] as const) {
      const all = { sort, after: null, limit: 10 }
      expect(idsOf(await media.listPage(db, 'ana', { ...all, productType: null })).toSorted()).toEqual([
        'newest',
        'old',
      ])
      expect(idsOf(await media.listPage(db, 'ana', { ...all, productType: 'STORY' }))).toEqual(['story'])
    }
    const counted = await media.listEngagement(db, 'ana', { since: at(-100), until: at(50) })
    expect(new Set(counted.map(({ engagement }) => engagement))).toEqual(new Set([1, 3]))
    expect(await media.listEngagement(db, 'ana', { since: at(-99), until: at(49) })).toEqual([])

    await media.saveListed(db, [{ ...newer, previewUrl: null }])
    expect(await wholeMedia(db, 'newer')).toEqual({ ...newer, previewUrl: null })
  })

  test('what is known of named media comes back, however many are named', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bruno'))
    const rows = many(120, (index) => post(`m${index}`, { likes: index, refusedMetrics: ['follows'] }))
    await media.save(db, [...rows, post('m1', { accountId: 'bruno', likes: 99 })])
    expect(await media.listKnown(db, 'ana', [])).toEqual([])
    expect(await media.listKnown(db, 'ana', ['m7', 'unknown'])).toEqual([
      {
        mediaId: 'm7',
        productType: 'FEED',
        publishedAt: at(0),
        likes: 7,
        comments: null,
        figures: {},
        navigation: null,
        navigationViews: null,
        askedAt: null,
        isHighlighted: null,
        insightState: 'unread',
        refusedMetrics: ['follows'],
        insightsAt: null,
        nextReadAt: null,
      },
    ])
    const named = await media.listKnown(db, 'ana', [...rows.map(({ mediaId }) => mediaId), 'unknown'])
    expect(named.map(({ likes }) => likes ?? 0).toSorted((one, other) => one - other)).toEqual(
      many(120, (index) => index),
    )
  })

  for (const [sort, column] of [
    ['recent', 'publishedAt'],
    ['views', 'views'],
    ['engagement', 'totalInteractions'],
    ['saves', 'saved'],
    ['skipRate', 'reels_skip_rate'],
    ['averageWatchTimeMs', 'ig_reels_avg_watch_time'],
    ['engagementRate', null],
  ] as const) {
    test(`pages by ${sort} give all once, the highest first, the unknown last`, async ({ db }) => {
      await accounts.insert(db, account('ana'))
      await accounts.insert(db, account('bruno'))
      const rows = many(23, (index) => post(`m${String(index).padStart(2, '0')}`, sortable(column, index)))
      await media.save(db, [
        ...rows,
        post('story', { productType: 'STORY' }),
        post('other', { accountId: 'bruno', views: 99 }),
      ])
      const seen: media.MediaRow[] = []
      for (let after: media.MediaPosition | null = null; ;) {
        const page: media.MediaRow[] = await media.listPage(db, 'ana', { sort, productType: null, after, limit: 4 })
        seen.push(...page)
        const last = page.at(-1)
        if (!last || page.length < 4) break
        after = media.positionOf(last, sort)
      }
      const positions = rows.map((row) => media.positionOf(row, sort))
      expect(idsOf(seen)).toEqual(positions.toSorted(byPosition).map(({ mediaId }) => mediaId))
      expect(new Set(positions.map(({ value }) => value)).size).toBeGreaterThan(4)
    })
  }

  test('a type and a time choose among media, each for itself and both together', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const kinds = [
      ['image', 'IMAGE', 'FEED'],
      ['unknown', null, 'FEED'],
      ['video', 'VIDEO', 'FEED'],
      ['carousel', 'CAROUSEL_ALBUM', 'FEED'],
      ['reel', 'VIDEO', 'REELS'],
      ['story', 'VIDEO', 'STORY'],
    ] as const
    const rows = kinds.map(([mediaId, mediaType, productType], index) =>
      post(mediaId, { mediaType, productType, publishedAt: at(index) }),
    )
    await media.save(db, rows)
    const ids = async (query: Partial<media.MediaQuery>) =>
      idsOf(
        await media.listPage(db, 'ana', { sort: 'recent', productType: null, after: null, limit: 10, ...query }),
      ).toReversed()

    for (const type of ['image', 'video', 'carousel', 'reel', 'story'] as const) {
      const ofType = rows.filter((row) => media.typeOf(row) === type)
      expect([type, await ids({ type })]).toEqual([type, idsOf(ofType)])
    }
    expect(await ids({})).toEqual(['image', 'unknown', 'video', 'carousel', 'reel'])
    expect(await ids({ productType: 'FEED', type: 'reel' })).toEqual([])
    expect(await ids({ publishedFrom: at(1), publishedBefore: at(3) })).toEqual(['unknown', 'video'])
    expect(await ids({ publishedFrom: at(3), sort: 'skipRate' })).toEqual(['carousel', 'reel'])
    expect(await ids({ type: 'image', publishedFrom: at(1) })).toEqual(['unknown'])
  })

  test('stories are listed only by their own product', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [post('post'), post('story', { productType: 'STORY' })])
    const query = { sort: 'recent', after: null, limit: 10 } as const
    expect(idsOf(await media.listPage(db, 'ana', { ...query, productType: null }))).toEqual(['post'])
    expect(idsOf(await media.listPage(db, 'ana', { ...query, productType: 'STORY' }))).toEqual(['story'])
  })

  test('media go with their account', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [post('post')])
    await accounts.erase(db, 'ana', at(9))
    expect(await wholeMedia(db, 'post')).toBeUndefined()
  })
}
