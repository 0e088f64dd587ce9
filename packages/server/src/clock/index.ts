export { atMostADay, believed, furthest, isAhead, longestAhead, toleratedMs } from './belief.ts'
export type { Clock } from './clock.ts'
export { addMs, dayMs, hourMs, laterOf, minuteMs, secondMs, secondsUntil } from './time.ts'
