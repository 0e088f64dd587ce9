import type { Locale } from '@instagram-dashboard/server/contract'

/** One of the days, weeks or months that are named below a chart. */
export interface DayLabel {
  index: number
  text: string
  /** Which side of the words is at the point: those at the ends would leave the drawing otherwise. */
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

type Words = Omit<DayLabel, 'anchor'>[]

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

/** The ways to name the points, from the closest to the widest. */
function* plans(days: readonly string[], span: number, texts: Texts): Generator<Words> {
  if (span <= longestOfWeekdays) yield* steps(days, [1, 2, 3, 4], texts.weekday)
  if (span <= longestOfDays) yield* steps(days, [1, 2, 3, 5, 7, 10, 14, 15, 20, 30, 45, 60], texts.day)
  if (span <= longestOfMonths) for (const every of [1, 2, 3, 6]) yield months(days, every, texts)
  for (const every of [1, 2, 5, 10]) yield years(days, every)
}

/** Each so many points, and the last one always. */
function* steps(days: readonly string[], counts: number[], text: (day: string) => string): Generator<Words> {
  const last = days.length - 1
  for (const every of counts)
    if (every <= Math.max(1, last))
      yield days.flatMap((day, index) => ((last - index) % every === 0 ? [{ index, text: text(day) }] : []))
}

/** The points at which a month begins; the first one, and each at which the year has changed, say the year. */
function months(days: readonly string[], every: number, texts: Texts): Words {
  let year = ''
  return days.flatMap((day, index) => {
    const isFirst = index === 0 ? Number(day.slice(8)) <= 7 : day.slice(0, 7) !== days[index - 1]?.slice(0, 7)
    if (!isFirst || (Number(day.slice(5, 7)) - 1) % every !== 0) return []
    const isNewYear = day.slice(0, 4) !== year
    year = day.slice(0, 4)
    return [{ index, text: isNewYear ? `${texts.month(day)} ${year}` : texts.month(day) }]
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
const letterWidth = 0.6
/** What has to stay free between two words, in letters. */
const letterGap = 1.5

/** @returns `null` where two of them would touch, or there is nothing to place */
function place(words: Words, { x, width: room, font }: DayAxisInput): DayLabel[] | null {
  let free = -Infinity
  const labels: DayLabel[] = []
  for (const { index, text } of words) {
    const width = text.length * font * letterWidth
    const anchor = anchorOf(x(index), width)
    const from = x(index) - { start: 0, middle: width / 2, end: width }[anchor]
    if (from < free) return null
    free = from + width + letterGap * font
    labels.push({ index, text, anchor })
  }
  return labels.length === 0 ? null : labels

  function anchorOf(at: number, width: number): DayLabel['anchor'] {
    if (at - width / 2 < 0) return 'start'
    return at + width / 2 > room ? 'end' : 'middle'
  }
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
