import type { HeroMessages } from './hero.pt-br.ts'

/** The chart with its tabs. */
export const heroEn: HeroMessages = {
  chart: {
    mayChange: 'may still change',
    states: {
      final: 'confirmed',
      provisional: 'may still change',
      derived: 'worked out',
      partial: 'not complete yet',
      waiting: 'not confirmed yet',
    },
    morePosts: (count) => (count === 1 ? 'and 1 more post' : `and ${count} more posts`),
    published: (names) => `published: ${names.join(', ')}`,
  },
  hero: {
    label: 'Numbers of the period',
    amounts: {
      reach: (count, text) => `${text} ${count === 1 ? 'person' : 'people'}`,
      impressions: (count, text) => `${text} ${count === 1 ? 'view' : 'views'}`,
      followersCount: (count, text) => `${text} ${count === 1 ? 'follower' : 'followers'}`,
      engagement: (count, text) => `${text} ${count === 1 ? 'interaction' : 'interactions'}`,
      profileViews: (count, text) => `${text} ${count === 1 ? 'visit' : 'visits'}`,
      follows: (count, text) => `${text} new ${count === 1 ? 'follower' : 'followers'}`,
      unfollows: (_count, text) => `${text} stopped following`,
      replies: (count, text) => `${text} ${count === 1 ? 'reply' : 'replies'}`,
      reposts: (count, text) => `${text} ${count === 1 ? 'repost' : 'reposts'}`,
      websiteClicks: (count, text) => `${text} ${count === 1 ? 'click' : 'clicks'}`,
      profileLinksTaps: (count, text) => `${text} ${count === 1 ? 'tap' : 'taps'}`,
    },
    aDay: (amount) => `${amount} a day`,
    before: { previous: 'before', year: 'a year before' },
    line: { previous: 'Period before', year: 'A year before' },
    caption: {
      sum: 'Added up over the period.',
      daily_average: 'A day, on average.',
      last: 'Total at the end of the period.',
      ratio: 'Of all days of the period together.',
    },
    countedNow: 'Counted just now.',
    people: (text) => `${text} different people in the period.`,
    peopleMayChange: (text) => `${text} different people in the period, a number that may still change.`,
    rate: (text) => `Of every 100 people reached, ${text} interacted.`,
    rateByDay: (text) => `Of every 100 people reached in a day, ${text} interacted.`,
    knownDays: (known, all) => `${known} of ${all} ${all === '1' ? 'day' : 'days'} with numbers.`,
    each: { day: '', week: 'Each point is a week.', month: 'Each point is a month.' },
    derived: 'Where nobody counted the followers, the total comes from each day’s gains and losses.',
    noRate: 'Nobody was reached in the period, so there is no rate.',
    further: 'More numbers of the period',
    noValue: 'No data on this day (which is not zero).',
    noPeriod: 'No data for this time (which is not zero).',
  },
}
