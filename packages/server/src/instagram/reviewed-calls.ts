import { mediaFields } from './graph-client.ts'
import type { requiredScopes } from './login.ts'
import { allFigures } from './media-catalogue.ts'
import { accountMetrics, metricsOfForm } from './metric-catalogue.ts'
import { profileFields } from './profile-answers.ts'

export type Permission = (typeof requiredScopes)[number]

export const reviewedCallNames = [
  'profile',
  'media',
  'stories',
  'account_insights',
  'media_insights',
  'audience',
] as const
export type ReviewedCallName = (typeof reviewedCallNames)[number]

export interface ReviewedCall {
  name: ReviewedCallName
  /** As the log and the runs name it: `GET me/media`. */
  endpoint: string
  /** Path and query as we send them, without the token; ids and instants stand in angle brackets. */
  example: string
}

/** What each permission lets us read, for Meta's App Review, which wants each of these calls to have been made. */
export const callsByPermission: Readonly<Record<Permission, readonly ReviewedCall[]>> = {
  instagram_business_basic: [
    { name: 'profile', endpoint: 'GET me', example: `me?fields=user_id,${profileFields.join(',')}` },
    { name: 'media', endpoint: 'GET me/media', example: `me/media?fields=id,${mediaFields.join(',')}&limit=50` },
    { name: 'stories', endpoint: 'GET me/stories', example: `me/stories?fields=id,${mediaFields.join(',')}&limit=50` },
  ],
  instagram_business_manage_insights: [
    {
      name: 'account_insights',
      endpoint: 'GET me/insights',
      example: `me/insights?metric=${metricsOfForm('day_total').join(',')}&period=day&metric_type=total_value&since=<second>&until=<second>`,
    },
    {
      name: 'media_insights',
      endpoint: 'GET media/insights',
      example: '<media id>/insights?metric=views,reach,shares,total_interactions',
    },
    {
      name: 'audience',
      endpoint: 'GET me/insights',
      example:
        'me/insights?metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown=country&timeframe=this_month',
    },
  ],
}

/** What is read, by Instagram's names, for the texts that say so. */
export const readByUs = {
  profile: profileFields,
  media: mediaFields,
  account: [...accountMetrics.map(({ name }) => name), 'follows_and_unfollows'],
  figures: allFigures,
} as const satisfies Record<string, readonly string[]>
