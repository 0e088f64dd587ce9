import type { InsightCatalogue } from '../catalogue.ts'

const types = '{type, select, reel {the reel} carousel {the carousel} video {the video} other {the post}}'

/** What a day brought, and what one usually brings: that may be nobody, and the total may even fall. */
const brought =
  '{metric, select, follows {{value, plural, one {# person} other {# people}} began to follow you; on a normal day {usual, plural, =0 {hardly anybody does} one {# does} other {# do}}} other {the total rose by {value, number}; on a normal day it {trend, select, up {rises by {usual, number}} down {falls by {usual, number}} other {hardly changes}}}}'

/** What an account's numbers mean, as a creator would say it. */
export const insights: InsightCatalogue = {
  'insights.odd_day.title': '{direction, select, up {A day far above normal} other {A day far below normal}}',
  'insights.level_shift.title': '{direction, select, up {A real rise} other {A real fall}}',
  'insights.content_type.title': 'The format that carries you',
  'insights.followers_day.title':
    '{daysAsGood, plural, =0 {The day that brought the most followers} other {A day that brought many followers}}',
  'insights.best_hour.title': 'Your best hour',
  'insights.growth_streak.title': 'A growth streak',
  'insights.posting_streak.title': 'A posting streak',
  'insights.odd_day':
    'On {date} {metric, select, reach {your reach was} impressions {your views were} engagement {your interactions were} other {visits to your profile were}} {direction, select, up {{ratio, number} times a normal day} other {only {ratio, number, percent} of a normal day}}: {value, number} instead of about {expected, number}.',
  'insights.odd_day.post': `It was ${types} of {date}.`,
  'insights.odd_day.no_post': 'No post of that day or the day before explains it.',
  'insights.level_shift':
    'Since {date} {metric, select, reach {your reach is} impressions {your views are} other {your interactions are}} {direction, select, up {up} other {down}} {percent, number}%: {after, number} on an ordinary day, {before, number} before. That is not the usual up and down of your weeks.',
  'insights.content_type':
    '{type, select, reel {Your reels} carousel {Your carousels} video {Your videos} other {Your photos}} {metric, select, reach {reach} other {get}} {lift, number} times as many {metric, select, reach {people} other {interactions}} as your other posts ({posts, plural, one {# post} other {# posts}} against {others, number}).',
  'insights.content_type.share':
    'Over the period {percent, number}% of your {metric, select, engagement {interactions} other {views}} came from them.',
  'insights.followers_day': `{daysAsGood, plural, =0 {{date} brought the most people} other {{date} brought {excess, plural, one {# follower} other {# followers}} more than usual}}: ${brought}.`,
  'insights.followers_day.post': `They came by ${types} of {date}.`,
  'insights.followers_day.no_post': 'No post of that day or the day before explains it.',
  'insights.best_hour':
    'What you post at {hour, number}:00 does {lift, number} times as well as the rest ({posts, plural, one {# post} other {# posts}}).',
  'insights.best_hour.weekday':
    'What you post {weekday} at {hour, number}:00 does {lift, number} times as well as the rest ({posts, plural, one {# post} other {# posts}}).',
  'insights.growth_streak':
    'For {length, number} days in a row you have gained more followers than you lost: {gained, number} more. {record, plural, =0 {It had never happened before.} one {Your record before was # day.} other {Your record before was # days.}}',
  'insights.posting_streak':
    'You have posted for {length, number} weeks in a row. {record, plural, =0 {It had never happened before.} one {Your record before was # week.} other {Your record before was # weeks.}}',
  'insights.why.odd_day':
    'The day was compared with what its weekday and the three weeks before let expect ({baseline, number}). It was {score, number} deviations off; it counts from {threshold, number} on, for {tests, plural, one {# comparison} other {# comparisons}}. The deviation comes from {sampleSize, number} days of yours.',
  'insights.why.level_shift':
    'The middle of the days since was compared with that of the eight weeks before ({baseline, number} a day, {sampleSize, number} days). The difference is {score, number} deviations of the noise of your weeks; it counts from {threshold, number} on, for {tests, plural, one {# comparison} other {# comparisons}}.',
  'insights.why.content_type':
    'Each post counts once, {sampleSize, number} in all; an ordinary post of the other formats made {baseline, number}. The difference is {score, number} deviations; it counts from {threshold, number} on, for {tests, plural, one {# comparison} other {# comparisons}}, and was drawn toward the middle because posts are few.',
  'insights.why.followers_day':
    'The day was compared with what was normal in the weeks before ({baseline, number}). It was {score, number} deviations off; it counts from {threshold, number} on, for {tests, number} days. A post is named only if it did much better than your others itself.',
  'insights.why.best_hour':
    '{sampleSize, number} posts of the last 180 days were looked at; an ordinary post of yours makes {baseline, number} interactions. The hour was {score, number} deviations off the others; it counts from {threshold, number} on, for {tests, number} hours with at least five posts.',
  'insights.why.growth_streak':
    'By the {sampleSize, number} days before it, such a streak is rare: {score, number} on a scale on which it counts from {threshold, number} on (each point is ten times rarer). The record before was {baseline, number}.',
  'insights.why.posting_streak':
    'By the {sampleSize, number} weeks before it, such a streak is rare: {score, number} on a scale on which it counts from {threshold, number} on (each point is ten times rarer). The record before was {baseline, number}.',
  'insights.why.period':
    'We compared a usual day of this period with one of the other ({baseline, number} a day). The distance is {score, number} deviations, measured by the ups and downs of {sampleSize, plural, one {# day} other {# days}} before; {isClear, select, yes {it counts from {threshold, number} on, because we made {tests, plural, one {# comparison} other {# comparisons}}} other {to be out of the ordinary it would have to exceed {threshold, number}}}.',
}
