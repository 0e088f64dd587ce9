import type { SplitMessages } from './splits.pt-br.ts'

export const splitsEn: SplitMessages = {
  receipt: {
    open: (title) => `Where this number comes from: ${title}`,
    title: (title, day) => `${title} on ${day}`,
    states: {
      provisional: 'May still change: Instagram has not closed this day.',
      final: 'Confirmed: it does not change any more.',
      imported: 'Brought along from elsewhere, and not read from Instagram.',
    },
    counts: {
      people: 'It counts people, each of them once.',
      times: 'It counts each time that it happens, by the same person too.',
      ratio: 'It is one number as a share of another.',
    },
    kinds: { estimated: 'Instagram estimates it.', derived: 'It is worked out from other numbers.' },
    readAt: (when) => `Read from Instagram on ${when}.`,
    what: 'What it is',
    how: 'How it is counted',
    before: (value, readAt, replacedAt) =>
      `It was ${value} before (read on ${readAt}); Instagram changed it on ${replacedAt}.`,
    why: 'Why the app may show another number',
    questions: 'Questions and answers',
    close: 'Close',
  },
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
