import type { media } from '@instagram-dashboard/db'
import type { Finding } from '../insights/history.ts'
import { dayOf } from '../instagram/index.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { Insight, InsightPost } from './insights-contract.ts'

/** A finding in the reader's language. @param row the post that explains it */
export function presentFinding(finding: Finding, row: media.PublishedPost | undefined, locale: Locale): Insight {
  const { rule, direction, metric, numbers, days, mediaId, type, evidence, strength } = finding
  const post = row === undefined || type === null ? null : postOf(row, type)
  return {
    rule,
    title: say(`insights.${rule}.title`, locale, { direction, daysAsGood: numbers['daysAsGood'] ?? 0 }),
    sentence: sentencesOf(finding, post, locale).join(' '),
    direction,
    metric,
    numbers: { ...numbers },
    days: [...days],
    mediaId,
    post,
    type: rule === 'content_type' ? type : null,
    why: {
      sentence: say(`insights.why.${rule}`, locale, { ...evidence, score: Math.abs(evidence.score) }),
      ...evidence,
    },
    strength,
  }
}

/** A post as answers name it beside a number. */
export function postOf(
  { mediaId, publishedAt, permalink, caption }: media.PublishedPost,
  type: InsightPost['type'],
): InsightPost {
  return { mediaId, type, publishedAt, permalink, caption }
}

function sentencesOf(finding: Finding, post: InsightPost | null, locale: Locale): string[] {
  const { rule, direction, metric, numbers, days, subject, type } = finding
  const number = (name: string) => numbers[name] ?? 0
  const ofPost = () => ({
    type: post?.type ?? 'other',
    date: dayInWords(dayOf(post?.publishedAt ?? new Date(0)), locale),
  })
  switch (rule) {
    case 'odd_day': {
      const said = { metric, direction, date: dayInWords(subject, locale), ratio: number('ratio') }
      const sentence = say('insights.odd_day', locale, {
        ...said,
        value: number('value'),
        expected: number('expected'),
      })
      if (direction === 'down') return [sentence]
      return [
        sentence,
        post ? say('insights.odd_day.post', locale, ofPost()) : say('insights.odd_day.no_post', locale, {}),
      ]
    }
    case 'level_shift':
      return [
        say('insights.level_shift', locale, {
          metric,
          direction,
          date: dayInWords(days[0] ?? '', locale),
          percent: Math.abs(number('changePercent')),
          before: number('before'),
          after: number('after'),
        }),
      ]
    case 'content_type': {
      const said = {
        metric,
        type: type ?? 'other',
        lift: number('lift'),
        posts: number('posts'),
        others: number('otherPosts'),
      }
      const share = numbers['sharePercent']
      return [
        say('insights.content_type', locale, said),
        ...(share === undefined ? [] : [say('insights.content_type.share', locale, { metric, percent: share })]),
      ]
    }
    case 'followers_day': {
      const said = {
        metric,
        date: dayInWords(subject, locale),
        value: number('value'),
        excess: number('excess'),
        daysAsGood: number('daysAsGood'),
        usual: Math.abs(number('expected')),
        trend: trendOf(number('expected')),
      }
      return [
        say('insights.followers_day', locale, said),
        post ? say('insights.followers_day.post', locale, ofPost()) : say('insights.followers_day.no_post', locale, {}),
      ]
    }
    case 'best_hour': {
      const said = { hour: number('hour'), lift: number('lift'), posts: number('posts') }
      const weekday = numbers['weekday']
      return [
        weekday === undefined
          ? say('insights.best_hour', locale, said)
          : say('insights.best_hour.weekday', locale, { ...said, weekday: weekdayInWords(weekday, locale) }),
      ]
    }
    case 'growth_streak':
      return [
        say('insights.growth_streak', locale, {
          length: number('length'),
          record: number('record'),
          gained: number('gained'),
        }),
      ]
    case 'posting_streak':
      return [say('insights.posting_streak', locale, { length: number('length'), record: number('record') })]
  }
}

function trendOf(change: number): 'up' | 'down' | 'none' {
  if (change === 0) return 'none'
  return change > 0 ? 'up' : 'down'
}

/** A Los Angeles day is a date, wherever it is read. */
function dayInWords(day: string, locale: Locale): string {
  const date = new Date(`${day}T12:00:00Z`)
  const words = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(date)
  // In Portuguese the first of a month is an ordinal.
  return locale === 'en' ? words : words.replace(/^1 /, '1º ')
}

/** @param weekday 1 Monday to 7 Sunday */
function weekdayInWords(weekday: number, locale: Locale): string {
  // 5 January 2026 was a Monday.
  const date = new Date(Date.UTC(2026, 0, 4 + weekday))
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(date)
  if (locale === 'en') return `on ${name}s`
  return weekday >= 6 ? `aos ${name}s` : `às ${name.replace('-feira', '')}s`
}
