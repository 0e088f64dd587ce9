import { useMemo } from 'react'
import { useInstagramContext } from '../data/index.ts'

export interface Moments {
  /** A day with its hour and minute. */
  moment: (instant: Date | null) => string
  /** The hour and minute alone. */
  time: (instant: Date) => string
  /** A day in full, with its weekday. */
  day: (instant: Date) => string
  /** The same day has the same text. */
  dayKey: (instant: Date) => string
}

/** Instants on the reader's clock, without the seconds that nobody reads. `null` is a dash. */
export function useMoments(): Moments {
  const { locale, now } = useInstagramContext()
  return useMemo(() => {
    const moment = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    const old = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
    const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    const key = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' })
    const thisYear = now().getFullYear()
    return {
      moment: (instant) => {
        if (instant === null) return '—'
        return (instant.getFullYear() === thisYear ? moment : old).format(instant)
      },
      time: (instant) => time.format(instant),
      day: (instant) => day.format(instant),
      dayKey: (instant) => key.format(instant),
    }
  }, [locale, now])
}
