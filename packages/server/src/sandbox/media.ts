import type { Request } from 'express'
import type { Caller } from './access.ts'
import { formatGraphTime } from './days.ts'
import { errors, invalidParameter } from './errors.ts'
import type { Media } from './media-history.ts'
import { listedNumbers } from './media-numbers.ts'
import { pickFields, queryInstant, queryText, type KnownFields } from './request.ts'
import type { SandboxState } from './state.ts'

const defaultLimit = 25
const greatestLimit = 100

/** Posts and reels, newest first, by cursor ("IG User Media"). */
export function mediaEdge(state: SandboxState, caller: Caller, request: Request): unknown {
  const now = state.now()
  const since = queryInstant(request, 'since') ?? new Date(0)
  const until = queryInstant(request, 'until') ?? now
  const published = state.media.published(caller.person, now)
  const all = published.filter(({ publishedAt }) => publishedAt >= since && publishedAt <= until)
  return pageOf(state, { caller, request, all })
}

/** Stories of the last 24 hours, newest first, by the same cursors. */
export function storiesEdge(state: SandboxState, caller: Caller, request: Request): unknown {
  return pageOf(state, { caller, request, all: state.media.activeStories(caller.person, state.now()) })
}

function pageOf(
  state: SandboxState,
  { caller, request, all }: { caller: Caller; request: Request; all: readonly Media[] },
): unknown {
  const limit = Number(queryText(request, 'limit') ?? defaultLimit)
  if (!Number.isInteger(limit) || limit < 1) throw invalidParameter('limit must be a positive integer')
  if (limit > greatestLimit) throw errors.reduceData()
  const position = readCursor(queryText(request, 'after'), all)
  const size = pageSize(position.page, limit, all.length - position.start)
  const page = all.slice(position.start, position.start + size)
  const data = page.map((media) => mediaNode(state, caller, media, queryText(request, 'fields')))
  const end = position.start + page.length
  const after = writeCursor(all[end - 1]?.id ?? '', position.page + 1)
  const before = writeCursor(page[0]?.id ?? '', position.page)
  // "Paged Results": the last page still carries both cursors, only `next` is gone.
  if (end >= all.length) return { data, ...(all.length > 0 && { paging: { cursors: { before, after } } }) }
  const next = new URL(request.originalUrl, state.url)
  next.searchParams.set('access_token', caller.token)
  next.searchParams.set('limit', String(limit))
  next.searchParams.set('after', after)
  return { data, paging: { cursors: { before, after }, next: next.href } }
}

/** Children of a carousel. */
export function childrenEdge(state: SandboxState, media: Media): unknown {
  return { data: media.childIds.map((id) => childNode(state, id, 'media_type,media_url')) }
}

/** One media with the fields asked for; `id` always comes along. */
export function mediaNode(
  state: SandboxState,
  { person }: Caller,
  media: Media,
  fieldsText: string | undefined,
): Record<string, unknown> {
  const numbers = () => listedNumbers(state, person, media)
  const { partner } = person
  const owner = media.isByPartner && partner !== null ? partner : { ...person, username: state.live(person).username }
  const isReel = media.kind === 'REEL'
  const picture = `${state.url}/_sandbox/media/${media.id}.svg`
  const known: KnownFields = {
    id: () => media.id,
    caption: () => media.caption,
    media_type: () => (isReel ? 'VIDEO' : media.kind === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : 'IMAGE'),
    media_product_type: () => (isReel ? 'REELS' : media.kind === 'STORY' ? 'STORY' : 'FEED'),
    media_url: () =>
      media.hasCopyrightedAudio ? undefined : isReel ? `${state.url}/_sandbox/media/${media.id}.mp4` : picture,
    thumbnail_url: () => (isReel ? picture : undefined),
    permalink: () => `${state.url}/${isReel ? 'reel' : 'p'}/${media.shortcode}/`,
    shortcode: () => media.shortcode,
    timestamp: () => formatGraphTime(media.publishedAt),
    username: () => owner.username,
    owner: () => ({ id: owner.userId }),
    media_audio_type: () => media.audioType,
    is_ai_generated: () => media.isAiGenerated,
    like_count: () => (hidesLikes(state, media) ? undefined : numbers().likes),
    comments_count: () => numbers().comments,
    is_comment_enabled: () => true,
    is_shared_to_feed: () => (isReel ? true : undefined),
    alt_text: () => undefined,
    // Without braces the children are ids only.
    children: (inner = 'id') =>
      media.childIds.length === 0 ? undefined : { data: media.childIds.map((id) => childNode(state, id, inner)) },
  }
  return pickFields(known, fieldsText)
}

function hidesLikes({ overrides }: SandboxState, { id, hidesLikes: usual }: Media): boolean {
  const likes = overrides.likes.get(id)
  return likes === undefined ? usual : likes === 'hidden'
}

/** A child of a carousel with the fields asked for. */
export function childNode(state: SandboxState, id: string, fieldsText: string): Record<string, unknown> {
  return pickFields({ id: () => id, ...childFields(state, id), thumbnail_url: () => undefined }, fieldsText)
}

function childFields(state: SandboxState, id: string): KnownFields {
  return { media_type: () => 'IMAGE', media_url: () => `${state.url}/_sandbox/media/${id}.svg` }
}

/** The second page is short and the third empty, both with `next`: live lists do that. */
function pageSize(page: number, limit: number, rest: number): number {
  if (page === 1 && rest > limit) return Math.max(1, Math.floor(limit / 2))
  return page === 2 ? 0 : limit
}

function writeCursor(id: string, page: number): string {
  return Buffer.from(`QVFIU:${id}:${page}`).toString('base64url')
}

function readCursor(cursor: string | undefined, all: readonly Media[]): { start: number; page: number } {
  if (cursor === undefined) return { start: 0, page: 0 }
  const [, id = '', page] = /^QVFIU:(\d*):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const index = all.findIndex((media) => media.id === id)
  if (page === undefined || (index === -1 && id !== ''))
    throw invalidParameter('The After Cursor specified is not valid')
  return { start: index + 1, page: Number(page) }
}
