import type { Request } from 'express'
import { dayMs, hourMs } from './days.ts'
import type { Caller } from './access.ts'
import { errors, invalidParameter } from './errors.ts'
import type { Media, MediaKind } from './media-history.ts'
import { mediaInsightsAt } from './media-numbers.ts'
import { splitByWeights } from './random.ts'
import { queryList, queryText } from './request.ts'
import type { SandboxState } from './state.ts'

const everywhere: readonly MediaKind[] = ['IMAGE', 'CAROUSEL', 'REEL', 'STORY']
const posts: readonly MediaKind[] = ['IMAGE', 'CAROUSEL', 'REEL']
const feedAndStories: readonly MediaKind[] = ['IMAGE', 'CAROUSEL', 'STORY']

/**
 * The server's own list, in its order, and which media has which metric ("Instagram Media Insights"). What is not in it
 * is refused with it.
 */
const mediaOfMetric: Readonly<Record<string, readonly MediaKind[]>> = {
  impressions: [],
  reach: everywhere,
  replies: ['STORY'],
  saved: posts,
  likes: posts,
  comments: posts,
  shares: everywhere,
  total_interactions: everywhere,
  follows: feedAndStories,
  profile_visits: feedAndStories,
  profile_activity: feedAndStories,
  navigation: ['STORY'],
  ig_reels_video_view_total_time: ['REEL'],
  ig_reels_avg_watch_time: ['REEL'],
  views: everywhere,
  reels_skip_rate: ['REEL'],
  reposts: everywhere,
  facebook_views: [],
  crossposted_views: [],
  total_views: [],
  total_likes: [],
  total_comments: [],
  link_clicks: [],
}

/** Lower case, although the documentation prints the values in capitals. */
const breakdowns: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>> = {
  profile_activity: { action_type: { bio_link_clicked: 6, direction: 2, email: 1, text: 1 } },
  navigation: { story_navigation_action_type: { tap_forward: 75, tap_back: 12, tap_exit: 8, swipe_forward: 5 } },
}

const impressionsEnd = Date.UTC(2024, 6, 2)
const retention = 730 * dayMs

/** Answers the media insights edge; one refused metric spoils the call. */
export function mediaInsights(state: SandboxState, { person }: Caller, media: Media, request: Request): unknown {
  const asked = queryList(request, 'metric')
  if (asked.length === 0) throw invalidParameter('The parameter metric is required')
  const breakdown = queryText(request, 'breakdown')
  for (const [index, name] of asked.entries()) requireMetric(name, index, media)
  const now = state.now()
  if (breakdown !== undefined) requireBreakdown(asked, breakdown)
  if (media.day < person.professionalSince) throw errors.beforeConversion()
  if (!media.hasEnoughViewers) throw errors.notEnoughViewers()
  const age = now.getTime() - media.publishedAt.getTime()
  if (media.kind === 'STORY' && age > dayMs && !isInHighlight(media, age)) return endOfStory(state, media)
  if (media.kind !== 'STORY' && age > retention) return { data: [] }
  const given = state.overrides.mediaInsights.get(media.id)
  const said = mediaInsightsAt(state, person, media)
  // No data is what a media that is too fresh answers.
  if (given === 'empty' || said === null) return { data: [] }
  const numbers: Readonly<Record<string, number>> = { ...said }
  return {
    data: asked.map((name) => {
      const value = given === 'nulls' ? null : (numbers[name] ?? null)
      return {
        name,
        period: 'lifetime',
        values: [{ value }],
        title: name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase()),
        description: `Sandbox description of ${name}.`,
        ...(breakdown !== undefined && {
          total_value: { value, breakdowns: [breakdownOf(name, breakdown, value ?? 0)] },
        }),
        id: `${media.id}/insights/${name}/lifetime`,
      }
    }),
  }
}

function isInHighlight({ highlightedAfter }: Media, age: number): boolean {
  return highlightedAfter !== undefined && age >= highlightedAfter * hourMs
}

/** What a story answers after its 24 hours; each of the three was reported. */
function endOfStory({ overrides: { endedStories } }: SandboxState, { id }: Media): unknown {
  if (endedStories === 'empty') return { data: [] }
  throw endedStories === 'gone' ? errors.objectMissing(id) : errors.notEnoughViewers()
}

function requireMetric(name: string, index: number, media: Media): void {
  if (!Object.hasOwn(mediaOfMetric, name))
    throw invalidParameter(
      `metric[${index}] must be one of the following values: ${Object.keys(mediaOfMetric).join(', ')}`,
    )
  if (name === 'impressions' && media.publishedAt.getTime() >= impressionsEnd)
    throw invalidParameter(
      'Starting from version v22.0 and above, the impressions metric is no longer supported for the queried media',
    )
  if (mediaOfMetric[name]?.includes(media.kind) !== true)
    throw invalidParameter(`The Media Insights API does not support the ${name} metric for this media product type`)
}

function requireBreakdown(metrics: readonly string[], breakdown: string): void {
  const without = metrics.find((name) => breakdowns[name]?.[breakdown] === undefined)
  if (without !== undefined) throw errors.incompatibleBreakdown(breakdown, without)
}

function breakdownOf(metric: string, key: string, value: number): unknown {
  const results = splitByWeights(value, breakdowns[metric]?.[key] ?? {})
    .filter(([, part]) => part > 0)
    .map(([name, part]) => ({ dimension_values: [name], value: part }))
  return { dimension_keys: [key], ...(results.length > 0 && { results }) }
}
