import type { Deps } from '../deps.ts'

/** Slots of the database, each taken once over all processes. */
export interface SlotTiming {
  /** A cron pattern, or `off`. */
  pattern(settings: Deps['settings']): string
  /** That of the settings when left out. */
  timeZone?: string
}

export const everyMinute = 'every minute'

/** When work is looked for. */
export type Timing = typeof everyMinute | SlotTiming
