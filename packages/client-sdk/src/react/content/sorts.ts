import type { MediaSort } from '@instagram-dashboard/server/contract'

/** By what the user can order posts. */
export const sorts = [
  'recent',
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
export type PostSort = (typeof sorts)[number]
