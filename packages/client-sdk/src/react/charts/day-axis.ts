import type { Locale } from '@instagram-dashboard/server/contract'

/** One of the days, weeks or months that are named below a chart. */
export interface DayLabel {
  index: number
  text: string
  /** Where the words begin, have their middle or end: below their point, or at an edge that they would go over. */
  at: number
  anchor: 'start' | 'middle' | 'end'
}

interface DayAxisInput {
  /** The first day of each point, `YYYY-MM-DD`, oldest first. */
  days: readonly string[]
  locale: Locale
  x: (index: number) => number
  /** How wide the drawing is, in pixels. */
  width: number
  /** The size of the letters, in pixels. */
  font: number
}

type Words = Pick<DayLabel, 'index' | 'text'>[]

/** Names as many points of time as there is room for, evenly, each once, and with their years where those change. */
export function dayAxis(input: DayAxisInput): DayLabel[] {
  const { days, locale } = input
  const [first, last] = [days.at(0), days.at(-1)]
  if (first === undefined || last === undefined) return []
  const span = (Date.parse(last) - Date.parse(first)) / dayMs
  const texts = textsOf(locale)
  for (const words of plans(days, span, texts)) {
    const placed = place(words, input)
    if (placed !== null) return placed
  }
  return place([{ index: days.length - 1, text: texts.day(last) }], input) ?? []
}

const dayMs = 86_400_000
const longestOfWeekdays = 9
const longestOfDays = 120
const longestOfMonths = 5 * 366
const longestWithoutYears = 400

/** The ways to name the points, from the closest to the widest. */
function* plans(days: readonly string[], span: number, texts: Texts): Generator<Words> {
  if (span <= longestOfWeekdays) yield* steps(days, [1, 2, 3, 4], texts.weekday)
  if (span <= longestOfDays) yield* steps(days, [1, 2, 3, 5, 7, 10, 14, 15, 20, 30, 45, 60], texts.day)
  if (span <= longestOfMonths)
    for (const every of [1, 2, 3, 6]) yield months(days, every, { ...texts, isLong: span > longestWithoutYears })
  for (const every of [1, 2, 5, 10]) yield years(days, every)
}

/** Each so many points, with the last one among them where its words have room at the edge. */
function* steps(days: readonly string[], counts: number[], text: (day: string) => string): Generator<Words> {
  const last = days.length - 1
  for (const every of counts.filter((count) => count <= Math.max(1, last)))
    for (let before = 0; before < every; before++)
      yield days.flatMap((day, index) => ((last - before - index) % every === 0 ? [{ index, text: text(day) }] : []))
}

/** The points at which a month begins. The first one and each with another year say the year; in a long time all of them do. */
function months(days: readonly string[], every: number, texts: Texts & { isLong: boolean }): Words {
  let year = ''
  return days.flatMap((day, index) => {
    const isFirst = index === 0 ? Number(day.slice(8)) <= 7 : day.slice(0, 7) !== days[index - 1]?.slice(0, 7)
    if (!isFirst || (Number(day.slice(5, 7)) - 1) % every !== 0) return []
    const isNewYear = day.slice(0, 4) !== year
    year = day.slice(0, 4)
    return [{ index, text: isNewYear || texts.isLong ? `${texts.month(day)} ${year}` : texts.month(day) }]
  })
}

function years(days: readonly string[], every: number): Words {
  return days.flatMap((day, index) => {
    const year = day.slice(0, 4)
    const isFirst = index === 0 ? day.slice(5, 7) === '01' : year !== days[index - 1]?.slice(0, 4)
    return isFirst && Number(year) % every === 0 ? [{ index, text: year }] : []
  })
}

/** How wide a letter is for its height, on average and a little more. */
const letterWidth = 0.55
/** What has to stay free between two words, in letters. */
const letterGap = 1

/** @returns `null` where two of them would touch, or there is nothing to place */
function place(words: Words, { x, width: room, font }: DayAxisInput): DayLabel[] | null {
  let free = -Infinity
  const labels: DayLabel[] = []
  for (const { index, text } of words) {
    const width = text.length * font * letterWidth
    const from = Math.max(0, Math.min(x(index) - width / 2, room - width))
    if (from < free) return null
    free = from + width + letterGap * font
    if (x(index) < width / 2) labels.push({ index, text, at: 0, anchor: 'start' })
    else if (x(index) + width / 2 > room) labels.push({ index, text, at: room, anchor: 'end' })
    else labels.push({ index, text, at: x(index), anchor: 'middle' })
  }
  return labels.length === 0 ? null : labels
}

interface Texts {
  weekday: (day: string) => string
  day: (day: string) => string
  month: (day: string) => string
}

function textsOf(locale: Locale): Texts {
  const text = (options: Intl.DateTimeFormatOptions) => {
    const { format } = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    // The points of abbreviations say nothing here.
    return (day: string) => format(new Date(`${day}T00:00:00Z`)).replaceAll(/[.,]/g, '')
  }
  const weekday = text({ weekday: 'short' })
  return {
    weekday: (day) => `${weekday(day)} ${Number(day.slice(8))}`,
    day: text({ day: 'numeric', month: 'short' }),
    month: text({ month: 'short' }),
  }
}
