import { describe, expect, it } from 'vitest'
import { ana, get, hour, post, sandbox, start, useSandbox } from '../../test/sandbox-fixture.ts'
import { addDays, dayOf, endOfDay, startOfDay } from './days.ts'
import type { Media, MediaNumbers } from './index.ts'

useSandbox()

interface Node {
  id: string
  permalink: string
  shortcode: string
  username: string
  owner: { id: string }
  media_audio_type?: string
  is_ai_generated: boolean
  like_count?: number
}
interface Answer {
  data: (Node & { values: { value: number }[]; total_value: { value: number; breakdowns: { results: unknown[] }[] } })[]
  error: { code: number; error_subcode?: number }
}

const ages = [1, 6, 24, 48, 7 * 24, 30 * 24]

function ask(username: string, path: string, query: Record<string, string> = {}) {
  return get<Answer>(`/v25.0${path}`, { ...query, access_token: sandbox.control.giveLongToken(username) })
}
const at = ({ publishedAt }: Media, hours: number) => new Date(publishedAt.getTime() + hours * hour)
const figures = (username: string, media: Media, hours: number) =>
  sandbox.control.mediaTruth(username, media.id, at(media, hours))

describe('posts', () => {
  it('have addresses of their own', async () => {
    const { data } = (await ask('criador.leo', '/me/media', { fields: 'permalink,shortcode', limit: '100' })).body
    expect(new Set(data.map(({ permalink }) => permalink)).size).toBe(100)
    for (const { permalink, shortcode } of data) expect(permalink).toMatch(new RegExp(`/(p|reel)/${shortcode}/$`))
  })

  it('say what their sound is and whether a machine made them', async () => {
    const { data } = (await ask(ana, '/me/media', { fields: 'media_audio_type,is_ai_generated', limit: '100' })).body
    expect(new Set(data.map((node) => node.media_audio_type))).toEqual(new Set([undefined, 'MUSIC', 'ORIGINAL_SOUND']))
    expect(new Set(data.map((node) => node.is_ai_generated))).toEqual(new Set([true, false]))
  })

  it('of a pair are published by one of them', async () => {
    const { data } = (await ask('dupla.lisboa', '/me/media', { fields: 'username,owner{id}', limit: '100' })).body
    const byPartner = data.filter(({ username }) => username === 'parceira.porto')
    expect(byPartner.length).toBeGreaterThan(20)
    expect(byPartner.length).toBeLessThan(45)
    expect(new Set(byPartner.map(({ owner }) => owner.id))).toEqual(new Set(['17841458812345699']))
    expect((await ask('dupla.lisboa', `/${byPartner[0]?.id}/insights`, { metric: 'reach' })).status).toBe(200)
  })

  it('grow fast, then slower, for weeks, and now and then lose some', () => {
    const posts = sandbox.control.posts('criador.leo').filter(({ publishedAt }) => publishedAt < daysAgo(31))
    for (const media of posts.slice(0, 100)) {
      const seen = ages.map((age) => figures('criador.leo', media, age)?.reach ?? 0)
      expect(Math.min(...seen)).toBeGreaterThan(0)
      expect(new Set(seen).size).toBe(ages.length)
      const perHour = ages.map(
        (age, index) => ((seen[index] ?? 0) - (seen[index - 1] ?? 0)) / (age - (ages[index - 1] ?? 0)),
      )
      expect(perHour.slice(1, 5)).toEqual(perHour.slice(1, 5).sort((left, right) => right - left))
    }
    const daily = Array.from({ length: 14 }, (_, day) => day * 24)
    const lost = posts.slice(0, 100).filter((media) => {
      const seen = daily.map((age) => figures('criador.leo', media, age)?.reach ?? 0)
      return seen.some((reach, index) => reach < (seen[index - 1] ?? 0))
    })
    expect(lost.length).toBeGreaterThan(5)
    expect(lost.length).toBeLessThan(30)
  })

  it('are too fresh in their first minutes', async () => {
    const [newest] = sandbox.control.posts(ana)
    if (newest === undefined) throw new Error('no post')
    sandbox.control.setNow(new Date(newest.publishedAt.getTime() + 59_000))
    expect((await ask(ana, `/${newest.id}/insights`, { metric: 'reach' })).body).toEqual({ data: [] })
    sandbox.control.setNow(at(newest, 0.5))
    const { body } = await ask(ana, `/${newest.id}/insights`, { metric: 'reach' })
    expect(body.data[0]?.values[0]?.value).toBe(sandbox.control.mediaTruth(ana, newest.id)?.reach)
  })

  it('have likes in the list that their insights do not know yet, and likes that change for ever', async () => {
    const [newest] = sandbox.control.posts('criador.leo')
    if (newest === undefined) throw new Error('no post')
    sandbox.control.setNow(at(newest, 3))
    const { data } = (await ask('criador.leo', '/me/media', { fields: 'like_count', limit: '1' })).body
    expect(data[0]?.like_count).toBeGreaterThan(figures('criador.leo', newest, 3)?.likes ?? 0)
    const [late, later] = [200, 260].map((days) => figures('criador.leo', newest, days * 24)?.likes)
    expect(later).not.toBe(late)
  })
})

describe('the reel of a viral day', () => {
  it('brings most of what the account has that day', () => {
    const reel = sandbox.control.posts('altos.e.baixos').find(({ publishedAt }) => dayOf(publishedAt) === '2026-10-21')
    if (reel === undefined) throw new Error('no reel')
    const day = sandbox.control.finalTruth('altos.e.baixos', '2026-10-21')
    const untilMidnight = (endOfDay('2026-10-21').getTime() - reel.publishedAt.getTime()) / hour
    const { reach = 0, views = 0 } = figures('altos.e.baixos', reel, untilMidnight) ?? {}
    expect(reach).toBeLessThan(day.reach ?? 0)
    expect(reach).toBeGreaterThan(0.4 * (day.reach ?? 0))
    expect(views).toBeLessThan(day.views ?? 0)
    const usual = sandbox.control.finalTruth('altos.e.baixos', addDays('2026-10-21', -7))
    expect(day.gained).toBeGreaterThan(1.6 * (usual.gained ?? 0))
  })
})

describe('stories', () => {
  const someStories = (username: string) =>
    Array.from({ length: 60 }, (_, back) => sandbox.control.stories(username, addDays('2026-11-14', -back))).flat()
  const read = (username: string, { id }: Media) => ask(username, `/${id}/insights`, { metric: 'reach,navigation' })

  it('end after 24 hours, and answer again when they are in a highlight', async () => {
    const stories = someStories(ana).filter(({ hasEnoughViewers }) => hasEnoughViewers)
    const plain = stories.find(({ highlightedAfter }) => highlightedAfter === undefined)
    const kept = stories.find(({ highlightedAfter = 0 }) => highlightedAfter > 26)
    if (plain === undefined || kept === undefined) throw new Error('no story')
    for (const story of [plain, kept]) {
      sandbox.control.setNow(at(story, 23.9))
      expect((await read(ana, story)).status).toBe(200)
      expect((await ask(ana, '/me/stories')).body.data.map(({ id }) => id)).toContain(story.id)
      sandbox.control.setNow(at(story, 24.1))
      expect((await read(ana, story)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
      expect((await ask(ana, '/me/stories')).body.data.map(({ id }) => id)).not.toContain(story.id)
    }
    const { highlightedAfter = 0 } = kept
    sandbox.control.setNow(at(kept, highlightedAfter + 90))
    const said = (await read(ana, kept)).body.data[0]?.values[0]?.value ?? 0
    expect(said).toBeGreaterThan(figures(ana, kept, 23.9)?.reach ?? 0)
    sandbox.control.setNow(start)
    sandbox.control.setHighlight(ana, plain.id, true)
    expect((await read(ana, plain)).status).toBe(200)
    sandbox.control.setHighlight(ana, plain.id, false)
    sandbox.control.setEndedStories('too_few_viewers')
    expect((await read(ana, plain)).body.error.code).toBe(10)
    sandbox.control.setEndedStories('empty')
    expect((await read(ana, plain)).body.data).toEqual([])
  })

  it('have their navigation beside its value, in lower case, and parts that add up', async () => {
    const story = someStories(ana).find(({ hasEnoughViewers }) => hasEnoughViewers)
    if (story === undefined) throw new Error('no story')
    sandbox.control.setNow(at(story, 20))
    const query = { metric: 'navigation', breakdown: 'story_navigation_action_type' }
    const [navigation] = (await ask(ana, `/${story.id}/insights`, query)).body.data
    const results = navigation?.total_value.breakdowns[0]?.results as { dimension_values: string[]; value: number }[]
    expect(results.map(({ dimension_values: [name] }) => name)).toContain('tap_exit')
    expect(navigation?.total_value.value).toBe(navigation?.values[0]?.value)
    expect(results.reduce((sum, { value }) => sum + value, 0)).toBe(navigation?.values[0]?.value)
  })

  it('have no replies in Europe', () => {
    const repliesOf = (username: string) =>
      someStories(username).reduce((sum, story) => sum + (figures(username, story, 20)?.replies ?? 0), 0)
    expect(repliesOf(ana)).toBeGreaterThan(0)
    expect(repliesOf('dupla.lisboa')).toBe(0)
    expect(sandbox.control.truth('dupla.lisboa', '2026-11-10').replies).toBe(0)
  })

  it('can be read and put into a highlight over HTTP', async () => {
    const [story] = someStories(ana)
    const day = dayOf(story?.publishedAt ?? start)
    const listed = await get<{ stories: { id: string }[] }>(`/_sandbox/stories/${ana}/${day}`)
    expect(listed.body.stories.map(({ id }) => id)).toContain(story?.id)
    const on = { username: ana, mediaId: story?.id }
    expect((await post('highlight', { ...on, isIn: true })).status).toBe(200)
    expect((await post('ended-stories', { answer: 'empty' })).status).toBe(200)
    const { body } = await get<{ figures: MediaNumbers }>(`/_sandbox/media-truth/${ana}/${story?.id}`)
    expect(body.figures.reach).toBe(sandbox.control.mediaTruth(ana, story?.id ?? '')?.reach)
  })
})

function daysAgo(days: number): Date {
  return startOfDay(addDays('2026-11-16', -days))
}
