import { stories, type accounts, type media } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { dayOf, endOfDay, navigationMetric, startOfDay } from '../instagram/index.ts'
import { cursorOfInstant, instantOfCursor, readPage } from '../pages.ts'
import { missingReasonOf } from './present-media.ts'
import { beginning, requireOrder } from './range.ts'
import {
  storyFigureNames,
  type StoriesInput,
  type StoriesResult,
  type StoryFigureName,
  type StoryItem,
  type StoryMissingReason,
  type StoryNavigation,
} from './stories-contract.ts'

const defaultLimit = 20
const always = { since: new Date(0), until: new Date('9999-01-01T00:00:00Z') }

/**
 * An account's stories with their last figures, however long ago they ended.
 * @throws AppError VALIDATION when the range ends before it begins
 */
export async function listStories(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id'>,
  { startDate, endDate, cursor, limit = defaultLimit }: StoriesInput,
): Promise<StoriesResult> {
  const first = startDate === beginning ? undefined : startDate
  if (first !== undefined && endDate !== undefined) requireOrder(first, endDate)
  const range = {
    since: first === undefined ? always.since : startOfDay(first),
    until: endDate === undefined ? always.until : addMs(endOfDay(endDate), -1),
  }
  const from = cursor === undefined ? null : instantOfCursor(cursor, '_')
  const after = from && { publishedAt: from.at, mediaId: from.id }
  const read = (most: number) => stories.listPage(db, account.id, { ...range, after, limit: most })
  const cursorOf = ({ publishedAt, mediaId }: media.MediaRow) => cursorOfInstant(publishedAt, mediaId, '_')
  const { rows, nextCursor } = await readPage(limit, read, cursorOf)
  return { items: rows.map((row) => presentStory(row, clock.now())), nextCursor }
}

/** Instagram's name of each figure that it says. */
const namesOfInstagram: Partial<Record<StoryFigureName, string>> = {
  replies: 'replies',
  reposts: 'reposts',
  profileVisits: 'profile_visits',
  follows: 'follows',
  views: 'views',
  reach: 'reach',
  engagement: 'total_interactions',
  shares: 'shares',
  navigation: navigationMetric,
}

function presentStory(row: media.MediaRow, now: Date): StoryItem {
  const said = (name: string): number | null => row.figures[name] ?? null
  const navigation = presentNavigation(row)
  const endsAt = addMs(row.publishedAt, dayMs)
  const shown = {
    views: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    replies: said('replies'),
    shares: row.shares,
    reposts: said('reposts'),
    profileVisits: said('profile_visits'),
    follows: said('follows'),
    navigation,
    completion: completionOf(navigation?.exits ?? null, row.navigationViews ?? null),
  }
  const missingReason = missingReasonOf(row)
  const missing = storyFigureNames.flatMap((name) =>
    shown[name] === null ? [[name, missingReason ?? reasonOf(name, row)] as const] : [],
  )
  return {
    id: row.mediaId,
    date: dayOf(row.publishedAt),
    publishedAt: row.publishedAt,
    endsAt,
    isOver: now >= endsAt,
    isInHighlight: row.isHighlighted === true,
    permalink: row.permalink,
    previewUrl: row.previewUrl,
    ...shown,
    figures: row.figures,
    missing: Object.fromEntries(missing),
    missingReason,
    readAt: row.insightsAt,
  }
}

function reasonOf(name: StoryFigureName, { refusedMetrics }: media.MediaRow): StoryMissingReason {
  if (name === 'completion') return 'not_computable'
  return refusedMetrics.includes(namesOfInstagram[name] ?? '') ? 'unsupported' : 'not_returned'
}

/** An action that is not named is one that nobody did, unless a row of the answer could not be read. */
function presentNavigation({ navigation }: Pick<media.MediaRow, 'navigation'>): StoryNavigation | null {
  if (navigation === null) return null
  const { '': unread, ...actions } = navigation
  const of = (name: string): number | null => {
    const value = actions[name]
    return value === undefined ? (unread === undefined ? 0 : null) : value
  }
  return {
    forward: of('tap_forward'),
    back: of('tap_back'),
    exits: of('tap_exit'),
    nextStory: of('swipe_forward'),
    automaticForward: of('automatic_forward'),
    actions,
  }
}

/** Percent of the views, of the same reading, that did not leave the stories there. */
function completionOf(exits: number | null, views: number | null): number | null {
  if (exits === null || views === null || views === 0 || exits > views) return null
  return 100 * (1 - exits / views)
}
