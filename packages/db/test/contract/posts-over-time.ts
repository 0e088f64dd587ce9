import { expect } from 'vitest'
import { accounts, media, mediaReadings, mediaTags, stories, youngPosts } from '../../src/index.ts'
import { account, at, many, post } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const reading = (mediaId: string, changes: Partial<mediaReadings.MediaReadingRow> = {}) => ({
  accountId: 'ana',
  mediaId,
  age: '1h' as const,
  readAt: at(0),
  figures: { views: 3_000_000_000 },
  ...changes,
})
const story = (mediaId: string, changes: Partial<media.MediaRow> = {}) =>
  post(mediaId, { productType: 'STORY', ...changes })
const due = { now: at(10), since: at(-1_000), limit: 9 }

export function describePostsOverTime(test: ContractTest): void {
  test('a reading is kept for its age, and a nearer one takes its place', async ({ db }) => {
    for (const id of ['ana', 'bruno']) await accounts.insert(db, account(id))
    await mediaReadings.save(db, [reading('1'), reading('1', { age: '6h', readAt: at(9) })])
    await mediaReadings.save(db, [reading('1', { readAt: at(5), figures: {} }), reading('2')])
    await mediaReadings.save(db, [reading('1', { accountId: 'bruno', readAt: at(7) })])

    expect(await mediaReadings.listOf(db, 'ana', '1')).toEqual([
      reading('1', { readAt: at(5), figures: {} }),
      reading('1', { age: '6h', readAt: at(9) }),
    ])
    expect(await mediaReadings.listTimes(db, 'ana', ['2', '3'])).toEqual([{ mediaId: '2', age: '1h', readAt: at(0) }])
  })

  test('readings of a product are those of the posts that are there, the newest posts first', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [
      post('old', { productType: 'REELS', publishedAt: at(1), ownerUsername: 'bruno' }),
      post('new', { productType: 'REELS', publishedAt: at(2), mediaType: 'VIDEO' }),
      post('gone', { productType: 'REELS', goneAt: at(3) }),
      post('image'),
    ])
    await mediaReadings.save(
      db,
      ['old', 'new', 'gone', 'image'].map((id) => reading(id)),
    )
    const listed = await mediaReadings.listOfProduct(db, 'ana', { productType: 'REELS', limit: 9 })
    const figures = { views: 3_000_000_000 }
    expect(listed).toEqual([
      { mediaId: 'new', productType: 'REELS', mediaType: 'VIDEO', ownerUsername: null, age: '1h', figures },
      { mediaId: 'old', productType: 'REELS', mediaType: 'IMAGE', ownerUsername: 'bruno', age: '1h', figures },
    ])
    expect(await mediaReadings.listOfProduct(db, 'ana', { productType: 'REELS', limit: 1 })).toHaveLength(1)
  })

  test('accounts are due for their young posts, each once, and only those that are active', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bruno', { status: 'disconnected', sealedToken: null }))
    await accounts.insert(db, account('carla'))
    await media.save(db, [
      ...many(3, (index) => post(`due ${index}`, { nextReadAt: at(index) })),
      post('later', { accountId: 'carla', nextReadAt: at(11) }),
      post('lapsed', { accountId: 'carla', nextReadAt: at(-1_000) }),
      story('story', { accountId: 'carla', nextReadAt: at(1) }),
      post('ended', { accountId: 'bruno', nextReadAt: at(1) }),
    ])
    expect(await youngPosts.listAccountsDue(db, due)).toEqual(['ana'])
    expect(await youngPosts.findNext(db, 'ana')).toEqual({ nextReadAt: at(0) })
    expect(await youngPosts.findNext(db, 'carla')).toEqual({ nextReadAt: at(-1_000) })
    expect(await youngPosts.findNext(db, 'nobody')).toBeUndefined()
  })

  test('what is still due is put off, and what is not young any more is let be', async ({ db }) => {
    for (const id of ['ana', 'bruno']) await accounts.insert(db, account(id))
    await media.save(db, [
      post('old', { publishedAt: at(-99), nextReadAt: at(3) }),
      post('young', { publishedAt: at(0), nextReadAt: at(3) }),
      post('later', { publishedAt: at(0), nextReadAt: at(12) }),
      story('story', { publishedAt: at(-99), nextReadAt: at(3) }),
      post('of another', { accountId: 'bruno', nextReadAt: at(3) }),
    ])
    await youngPosts.postpone(db, 'ana', { now: at(10), until: at(20), youngFrom: at(-50) })
    const next = async (id: string, accountId = 'ana') => (await media.find(db, accountId, id))?.nextReadAt
    expect([await next('old'), await next('young'), await next('later'), await next('story')]).toEqual([
      null,
      at(20),
      at(12),
      at(3),
    ])
    expect(await next('of another', 'bruno')).toEqual(at(3))
  })

  test('what a list says moves when a post is wanted next, and a post that is gone is not wanted', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [post('1', { nextReadAt: at(3) })])
    await media.saveListed(db, [post('1', { nextReadAt: at(4), ownerUsername: 'bruno' })])
    expect(await media.find(db, 'ana', '1')).toMatchObject({ nextReadAt: at(4), ownerUsername: 'bruno' })
    await media.markGone(db, { accountId: 'ana', mediaIds: ['1'], goneAt: at(5) })
    expect(await media.find(db, 'ana', '1')).toMatchObject({ nextReadAt: null, goneAt: at(5) })
  })

  test('stories that are over are due, the longest waiting first; no post is among them', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [
      story('second', { nextReadAt: at(2), navigation: { tap_exit: 3, '': null } }),
      story('first', { nextReadAt: at(1) }),
      story('later', { nextReadAt: at(11) }),
      story('never', { nextReadAt: null }),
      post('post', { nextReadAt: at(1) }),
    ])
    const found = await stories.listDue(db, 'ana', { now: at(10), limit: 9 })
    expect(found.map(({ mediaId }) => mediaId)).toEqual(['first', 'second'])
    expect(found[1]?.navigation).toEqual({ tap_exit: 3, '': null })
    expect(await stories.listDue(db, 'ana', { now: at(10), limit: 1 })).toHaveLength(1)
  })

  test('pages of stories give each once, newest first, within their days', async ({ db }) => {
    for (const id of ['ana', 'bruno']) await accounts.insert(db, account(id))
    const rows = many(11, (index) => story(`s${index}`, { publishedAt: at(Math.floor(index / 2)) }))
    await media.save(db, [...rows, post('post'), story('of another', { accountId: 'bruno' })])
    const seen: string[] = []
    const range = { since: at(0), until: at(4), limit: 3 }
    for (let after: { publishedAt: Date; mediaId: string } | null = null; ;) {
      const page: media.MediaRow[] = await stories.listPage(db, 'ana', { ...range, after })
      seen.push(...page.map(({ mediaId }) => mediaId))
      const last = page.at(-1)
      if (!last || page.length < range.limit) break
      after = last
    }
    expect(seen).toEqual(['s9', 's8', 's7', 's6', 's5', 's4', 's3', 's2', 's1', 's0'])
  })

  test('an account of another name keeps what is its own', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [post('own', { ownerUsername: 'ana' }), post('shared', { ownerUsername: 'bruno' })])
    await media.renameOwner(db, 'ana', { from: 'ana', to: 'ana.nova' })
    expect(await media.find(db, 'ana', 'own')).toMatchObject({ ownerUsername: 'ana.nova' })
    expect(await media.find(db, 'ana', 'shared')).toMatchObject({ ownerUsername: 'bruno' })
  })

  test('tags are replaced as a whole, and one that stays keeps its time', async ({ db }) => {
    for (const id of ['ana', 'bruno']) await accounts.insert(db, account(id))
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '1', tags: ['promoção', 'verão'], taggedAt: at(1) })
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '1', tags: ['verão', 'ação'], taggedAt: at(2) })
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '2', tags: ['ação'], taggedAt: at(2) })
    await mediaTags.replace(db, { accountId: 'bruno', mediaId: '1', tags: ['x'], taggedAt: at(2) })
    const tagsOf = async (id: string) => new Set((await mediaTags.listOf(db, 'ana', [id])).map(({ tag }) => tag))
    expect(await tagsOf('1')).toEqual(new Set(['verão', 'ação']))
    expect(await mediaTags.countOf(db, 'ana')).toBe(2)
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '1', tags: [], taggedAt: at(3) })
    expect(await tagsOf('1')).toEqual(new Set())
  })

  test('a tag has the averages of its posts that are there, of each figure where it is known', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await media.save(db, [
      post('1', { views: 10, reach: 100, totalInteractions: 5 }),
      post('2', { views: 20, reach: 300, totalInteractions: null }),
      post('3', { goneAt: at(1), views: 1_000 }),
      post('4'),
    ])
    for (const mediaId of ['1', '2', '3']) {
      await mediaTags.replace(db, { accountId: 'ana', mediaId, tags: ['a'], taggedAt: at(1) })
    }
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '4', tags: ['b'], taggedAt: at(1) })
    const none = { engagement: null, likes: null, comments: null, saves: null, shares: null }
    expect(await mediaTags.summarize(db, 'ana')).toEqual([
      { tag: 'a', posts: 2, ...none, views: 15, reach: 200, engagement: 5, ratedReach: 100, ratedEngagement: 5 },
      { tag: 'b', posts: 1, ...none, views: null, reach: null, ratedReach: null, ratedEngagement: null },
    ])
  })

  test('readings and tags go with their account', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await mediaReadings.save(db, [reading('1')])
    await mediaTags.replace(db, { accountId: 'ana', mediaId: '1', tags: ['a'], taggedAt: at(1) })
    await accounts.erase(db, 'ana', at(9))
    expect(await mediaReadings.listOf(db, 'ana', '1')).toEqual([])
    expect(await mediaTags.listOf(db, 'ana', ['1'])).toEqual([])
  })
}
