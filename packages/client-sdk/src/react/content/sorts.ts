import type { MediaSort } from '@instagram-dashboard/server/contract'

/** The figures that posts are compared by, in the order of the columns of their table. */
export const sortedFigures = [
  'views',
  'reach',
  'engagement',
  'likes',
  'comments',
  'saves',
  'shares',
  'engagementRate',
  'averageWatchTimeMs',
  'skipRate',
] as const satisfies readonly MediaSort[]

/** By what the user can order posts. */
export const sorts = ['recent', ...sortedFigures] as const satisfies readonly MediaSort[]
export type PostSort = (typeof sorts)[number]
