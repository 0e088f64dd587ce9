import type { ListedMedia, PeriodMetric } from '@instagram-dashboard/server/contract'
import type { LeadMessages } from './lead.pt-br.ts'

const names: Record<PeriodMetric, string> = { reach: 'reach', impressions: 'views', engagement: 'interactions' }

const upper = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

const kinds: Record<ListedMedia['type'], { one: string; more: string }> = {
  reel: { one: 'reel', more: 'reels' },
  carousel: { one: 'carousel', more: 'carousels' },
  video: { one: 'video', more: 'videos' },
  image: { one: 'photo', more: 'photos' },
  story: { one: 'story', more: 'stories' },
}

const amounts: Record<PeriodMetric, (value: string) => string> = {
  reach: (value) => `${value} people a day`,
  impressions: (value) => `${value} views`,
  engagement: (value) => `${value} interactions`,
}

export const leadEn: LeadMessages = {
  lead: {
    ranges: {
      7: 'Your week',
      30: 'Your last 30 days',
      90: 'Your last 90 days',
      365: 'Your last year',
      beginning: 'Since the beginning',
    },
    range: (from, to) => `${from} to ${to}`,
    changed: (range, metric, change) => [`${range}: ${names[metric]} `, change, '.'],
    same: (range, metric) => [`${range}: ${names[metric]} `, 'unchanged', '.'],
    similar: (range, metric, change) => [`${range}: ${names[metric]} at the same level, `, change, '.'],
    told: (range, metric, value) => [`${range}: `, amounts[metric](value), '.'],
    quiet: {
      7: 'A calm week, at your usual pace.',
      30: '30 calm days, at your usual pace.',
      90: '90 calm days, at your usual pace.',
      365: 'A calm year, at your usual pace.',
      beginning: 'Everything at your usual pace.',
    },
    quietRange: (range) => `${range}: everything at your usual pace.`,
    quietChange: (metric, change) => [`${upper(names[metric])} `, change, ': the normal ups and downs of your weeks.'],
    post: (type, name, times) =>
      `${name === null ? `Your top ${kinds[type].one}` : `The ${kinds[type].one} “${name}”`} got ${times}× your average.`,
    waiting: (missing) => `After ${missing} more of numbers, this is where you read what changed, why, and what to do.`,
    what: {
      title: 'What changed',
      against: (metric, value, before) => ['', amounts[metric](value), `, against ${before} before.`],
      againstYear: (metric, value, before) => ['', amounts[metric](value), `, against ${before} a year before.`],
      alone: (metric, value) => ['', amounts[metric](value), '.'],
      bestWeek: (weeks) => `Your best week of the last ${weeks}.`,
      best: (periods, days) => `The best of ${periods} periods of ${days} days in a row.`,
      usual: 'Those are the normal ups and downs of your weeks.',
    },
    why: {
      title: 'Why',
      post: (type, name, views) => [
        name === null ? '' : `The ${kinds[type].one} `,
        name === null ? `Your top ${kinds[type].one}` : `“${name}”`,
        ` had ${views} views.`,
      ],
      pulled: (type, name) => [
        'It was ',
        name === null ? `a ${kinds[type].one}` : `the ${kinds[type].one} “${name}”`,
        '.',
      ],
      newPeople: (percent) => `Of the views of the period, ${percent} are from people who don’t follow you yet.`,
      more: (posts, before) => ['You published more: ', `${posts} posts`, ` instead of ${before}.`],
      fewer: (posts, before) => [
        'You published less: ',
        posts === '1' ? '1 post' : `${posts} posts`,
        ` instead of ${before}.`,
      ],
    },
    do: {
      title: 'What to do',
      publish: (type, when, { times, posts }) => [
        `Publish your next ${type === null ? 'post' : kinds[type].one} `,
        when,
        `: at that hour your posts do ${times}× as well (${posts} posts).`,
      ],
      weekdayAt: (weekday, hour) => `on ${weekday} at ${hour}:00`,
      anyDayAt: (hour) => `at ${hour}:00`,
      kind: (type, times, posts) => [
        'Make more ',
        kinds[type].more,
        `: they do ${times}× as well as your other posts (${posts} posts).`,
      ],
    },
    open: 'How we know',
    allTitle: 'Findings of the period',
    proof: {
      close: 'Close',
      numbers: 'The numbers',
      period: 'This period',
      post: 'This post',
      mean: 'Your average',
      times: 'Times the average',
      before: 'The other period',
      days: 'Days',
      knownDays: 'Days with numbers',
      mayChange: 'Days that may still change',
      posts: 'Posts published',
      how: 'How it is worked out',
      average: (posts) =>
        `The average is of ${posts} posts of yours of the same kind, older than seven days; views are counted.`,
      growing: 'This post is younger than seven days: its numbers still grow.',
      likely: 'It is the likeliest cause and no proof: an ad or a mention may have helped as well.',
      hours: (posts, zone) =>
        `We looked at ${posts} posts of yours of the last 180 days (${zone}). An hour counts with at least five posts, and only if it stays among the best whichever posts had happened to be there.`,
      receipt: 'Where the newest number comes from',
    },
  },
}
