/** What a number is made of: how much of it each part is. */
export type Parts = Record<string, number>

/** Of the eras of Instagram's names one each; all others are kept in lower case. */
const nameOf: Readonly<Record<string, string>> = {
  FEED: 'post',
  POSTS: 'post',
  REELS: 'reel',
  STORIES: 'story',
  CAROUSEL_CONTAINER: 'carousel',
  CAROUSEL_ALBUM: 'carousel',
  ADS: 'ad',
  FOLLOWERS: 'follower',
  NON_FOLLOWERS: 'non_follower',
}

/** The parts of a number by our names, whichever of Instagram's they were stored under. */
export function partsByName(values: Parts): Parts {
  const named: Parts = {}
  for (const [category, value] of Object.entries(values)) {
    const name = nameOf[category] ?? category.toLowerCase()
    named[name] = (named[name] ?? 0) + value
  }
  return named
}
