import type { CheckId } from '../review/checks.ts'
import type { Permission, ReviewedCallName } from '../instagram/index.ts'
import type { EachOf, Nothing } from './parameters.ts'

type Value = 'app_id' | 'redirect_uri' | 'deauthorize' | 'deletion' | 'permissions' | 'version'

/** Steps of the recording and of the way that a reviewer goes, in their order. */
export const screencastSteps = [1, 2, 3, 4, 5, 6, 7, 8] as const
export const reviewerSteps = [1, 2, 3, 4, 5, 6] as const

/** What is written for Meta's App Review. */
export type ReviewParameters = EachOf<
  | `review.${'title' | 'values' | 'public_url_missing' | 'checklist' | 'seen_here' | 'yours' | 'to_paste'}`
  | `review.${'translation' | 'calls' | 'calls_about' | 'calls_elsewhere' | 'never' | 'files' | 'no_end'}`
  | `review.${'screencast' | 'screencast_about' | 'caption' | 'reviewer' | 'reviewer_about'}`
  | `review.value.${Value}`
  | `review.call.${ReviewedCallName}`
  | `review.screencast.${(typeof screencastSteps)[number]}`,
  Nothing
> &
  EachOf<`review.check.${CheckId}`, { uri: string; url: string; version: string; permission: string }> &
  EachOf<`review.reviewer.${(typeof reviewerSteps)[number]}`, { url: string }> & {
    'review.intro': { at: string }
    'review.ends_on': { version: string; date: string }
    'review.answered': { at: string }
  } & {
    [Name in Permission as `review.use.${Name}`]: {
      profile: string
      media: string
      account: string
      figures: string
    }
  }
