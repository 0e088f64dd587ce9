import type { Locale, TimelineInterval } from '@instagram-dashboard/server/contract'
import type { Messages } from './pt-br.ts'

/** Numbers, days and instants as sentences of one language carry them. */
export interface Format {
  number: (value: number) => string
  signed: (value: number) => string
  /** In few letters: 13 thousand. */
  compact: (value: number) => string
  /** With one decimal. */
  decimal: (value: number) => string
  percent: (value: number) => string
  /** Without decimals. */
  wholePercent: (value: number) => string
  /** A count of days with its noun. */
  days: (count: number) => string
  /** A day `YYYY-MM-DD` without the year. */
  day: (date: string) => string
  longDay: (date: string) => string
  /** The month of a day in few letters, a January with its year. */
  shortMonth: (date: string) => string
  /** A bucket of a timeline by its first day: that day, the week of it, or its month. */
  bucket: (date: string, interval: TimelineInterval) => string
  /** The same in few letters, for one point of a chart; the year where others have another one. */
  point: (date: string, interval: TimelineInterval, withYear: boolean) => string
  /** The first and the last day of a period, with their years when those differ. */
  period: (startDate: string, endDate: string) => [string, string]
  /** The user's own day of an instant. */
  instantDay: (instant: Date) => string
  /** An instant with its hour, on the user's clock. */
  instant: (instant: Date) => string
  /** The same in few letters, without its year. */
  shortInstant: (instant: Date) => string
  /** 1 Monday to 7 Sunday, short. */
  weekday: (weekday: number) => string
  /** The same in full. */
  longWeekday: (weekday: number) => string
  /** A time zone by the name that its people know it by, as far as there is one. */
  timeZone: (name: string) => string
  /** A weekday and the hour that begins then. */
  weekHour: (weekday: number, hour: number) => string
  /** How long ago, or how long until. */
  relative: (instant: Date, now: Date) => string
  /** How long ago something was that has happened, also when this machine's clock is behind. */
  ago: (instant: Date, now: Date) => string
  /** A countdown. */
  duration: (seconds: number) => string
}

export function createFormat(locale: Locale, t: Messages): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const large = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const dayOfYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const shortMonth = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  const longDay = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const ownDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const ownInstant = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' })
  const shortInstant = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const longWeekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const inTime = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  const midnight = (date: string) => new Date(`${date}T00:00:00Z`)

  function relative(instant: Date, now: Date): string {
    const seconds = Math.round((instant.getTime() - now.getTime()) / 1000)
    const size = Math.abs(seconds)
    if (size < 45) return t.units.justNow
    const phrase = (amount: number, unit: 'minute' | 'hour' | 'day') =>
      // In Portuguese the short form ends with a full stop, which looks wrong inside a sentence.
      inTime.format(awayFromZero(amount), unit).replace(/\.$/, '')
    if (size < 90 * 60) return phrase(seconds / 60, 'minute')
    return size < 36 * 3600 ? phrase(seconds / 3600, 'hour') : phrase(seconds / 86_400, 'day')
  }

  return {
    number: (value) => (Math.abs(value) < 1_000_000 ? whole : large).format(value),
    signed: (value) => signed.format(value),
    compact: (value) => compact.format(value),
    decimal: (value) => decimal.format(value),
    percent: (value) => percent.format(value / 100),
    wholePercent: (value) => wholePercent.format(value / 100),
    days: (count) => t.units.days(count, whole.format(count)),
    day: (date) => day.format(midnight(date)).replaceAll('.', ''),
    longDay: (date) => longDay.format(midnight(date)),
    shortMonth(date) {
      const name = shortMonth.format(midnight(date)).replaceAll('.', '')
      return date.slice(5, 7) === '01' ? `${name} ${date.slice(0, 4)}` : name
    },
    bucket(date, interval) {
      if (interval === 'day') return longDay.format(midnight(date))
      return interval === 'week' ? t.units.week(day.format(midnight(date))) : month.format(midnight(date))
    },
    point(date, interval, withYear) {
      if (interval === 'month') return month.format(midnight(date))
      const shown = (withYear ? dayOfYear : day).format(midnight(date)).replaceAll('.', '')
      if (interval === 'week') return t.units.week(shown)
      return `${shortWeekday.format(midnight(date)).replace('.', '')}, ${shown}`
    },
    period(startDate, endDate) {
      const { format } = startDate.slice(0, 4) === endDate.slice(0, 4) ? day : dayOfYear
      return [format(midnight(startDate)).replaceAll('.', ''), format(midnight(endDate)).replaceAll('.', '')]
    },
    instantDay: (instant) => ownDay.format(instant),
    shortInstant: (instant) => shortInstant.format(instant).replaceAll('.', ''),
    instant: (instant) => ownInstant.format(instant),
    weekday: (weekday) => shortWeekday.format(dayOfWeek(weekday)).replace('.', ''),
    longWeekday: (weekday) => longWeekday.format(dayOfWeek(weekday)),
    timeZone: (name) => nameOfZone(name, locale),
    weekHour: (weekday, hour) => t.units.weekHour(longWeekday.format(dayOfWeek(weekday)), hour),
    relative,
    ago: (instant, now) => relative(instant, instant > now ? instant : now),
    duration(seconds) {
      const rest = Math.max(0, Math.ceil(seconds))
      if (rest < 60) return `${rest} s`
      if (rest < 3600) return `${Math.floor(rest / 60)} min ${String(rest % 60).padStart(2, '0')} s`
      return `${Math.floor(rest / 3600)} h ${String(Math.floor((rest % 3600) / 60)).padStart(2, '0')} min`
    },
  }
}

/** Rounds, but a short while is never "in 0 minutes". */
function awayFromZero(value: number): number {
  return Math.round(value) || Math.sign(value)
}

/** "horário de Brasília": where clocks are not changed, its name says that it is the standard one, which nobody does. */
function nameOfZone(timeZone: string, locale: Locale): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  if (name.startsWith('GMT')) return timeZone
  return name.replace(/ (Padrão|Standard)\b/, '').replace(/^H/, 'h')
}

/** Some day with that weekday: 5 January 1970 was a Monday. */
function dayOfWeek(weekday: number): Date {
  return new Date((3 + weekday) * 86_400_000)
}
