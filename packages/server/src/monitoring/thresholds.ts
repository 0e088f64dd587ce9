import { hourMs } from '../clock/index.ts'

/** A night that was missed is made up for within minutes of a start, so a day and two hours without one is strange … */
export const lateMs = 26 * hourMs
/** … and two nights are a fault. */
export const stoppedMs = 50 * hourMs
