export type { InstagramComponent, InstagramComponents, PartName } from './components.ts'
export { type ConnectWith, InstagramContext, type Theme, useInstagramContext } from './context.ts'
export { countProvisional, newestReason, reasonOf } from './days.ts'
export { type Failure, isUnreachable, storedFailure, toFailure } from './failure.ts'
export { instagramQueries, one } from './instagram-queries.ts'
export { type ChartPoint, growthPoints, type PointState, timelinePoints, wholeValues } from './points.ts'
export {
  type InstagramList,
  type InstagramMutation,
  type InstagramQuery,
  type QueryOptions,
  useChange,
  useInvalidate,
  useRead,
  useReadList,
} from './queries.ts'
export { instagramKeys } from './query-keys.ts'
export {
  codeOf,
  createPageEvents,
  type HostListeners,
  type InstagramEvent,
  type InstagramEventName,
} from './page-events.ts'
export type * from './part-props.ts'
export { addDays, type DayRange, daysBack, type RangeDays, rangeDays, wholeDays } from './range.ts'
export { askAgain } from './retry.ts'
export { useEvent } from './use-event.ts'
export { useNow } from './use-now.ts'
export { useShown } from './use-shown.ts'
export { useOnline } from './use-online.ts'
