export { atMostADay, believed, furthest, isAhead, longestAhead, toleratedMs } from './belief.ts'
export type { Clock } from './clock.ts'
export { clockSkewNow, mayPutRight, putRight, putRightIfAhead } from './put-right.ts'
export { addMs, dayMs, hourMs, laterOf, minuteMs, secondMs, secondsUntil } from './time.ts'
