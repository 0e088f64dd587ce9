/**
 * The figures that each kind of media has: asked for another, Instagram refuses the whole call. Retired ones
 * (`impressions`, `plays`, `video_views` …) are not here. Source: Instagram Platform, "Instagram Media Insights".
 */
const everywhere = ['views', 'reach', 'shares', 'total_interactions'] as const

const figuresOfProduct: Readonly<Record<string, readonly string[]>> = {
  FEED: [...everywhere, 'likes', 'comments', 'saved', 'reposts', 'follows', 'profile_visits'],
  REELS: [
    ...everywhere,
    'likes',
    'comments',
    'saved',
    'reposts',
    'ig_reels_avg_watch_time',
    'ig_reels_video_view_total_time',
    'reels_skip_rate',
  ],
  STORY: [...everywhere, 'reposts', 'follows', 'profile_visits', 'replies'],
}

/** Other names under which Instagram's surfaces know the same products. */
const otherNames: Readonly<Record<string, string>> = { REEL: 'REELS', POST: 'FEED', POSTS: 'FEED', STORIES: 'STORY' }

/** The one name of a media's product, in capitals; one that is new to us stays as it is said. */
export function productOf(said: string): string {
  const name = said.trim().toUpperCase()
  return otherNames[name] ?? name
}

/** The figures to ask for; of a product that is new to us only those that every product has. */
export function figuresOf(productType: string): readonly string[] {
  return figuresOfProduct[productOf(productType)] ?? everywhere
}

/** What viewers of a story did, which has a question of its own: a metric without a breakdown refuses one with it. */
export const navigationMetric = 'navigation'
export const navigationBreakdown = 'story_navigation_action_type'

/** Every figure that is asked for of some media. */
export const allFigures: readonly string[] = [...new Set(Object.values(figuresOfProduct).flat()), navigationMetric]
