import type { SplitMessages } from './splits.pt-br.ts'

export const splitsEn: SplitMessages = {
  splits: {
    title: 'Where they come from',
    number: 'Number',
    by: { contentType: 'By content type', followType: 'By who saw it' },
    categories: {
      post: 'Posts',
      reel: 'Reels',
      story: 'Stories',
      carousel: 'Carousels',
      ad: 'Ads',
      follower: 'Followers',
      non_follower: 'Non-followers',
      unknown: 'Not identified',
    },
    known: (days) => `${days} with data from Instagram`,
    none: 'No data in this period: Instagram did not say where this number comes from.',
    average: 'Daily average: who saw two types counts in both',
  },
}
