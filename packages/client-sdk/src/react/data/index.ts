export {
  askAgain,
  codeOf,
  type ConnectWith,
  createPageEvents,
  type Failure,
  type HostListeners,
  type InstagramEvent,
  type InstagramEventName,
  instagramKeys,
  type InstagramList,
  type InstagramMutation,
  instagramQueries,
  type InstagramQuery,
  isUnreachable,
  one,
  type QueryOptions,
  storedFailure,
  toFailure,
} from '../../queries/index.ts'
export type { InstagramComponent, InstagramComponents, PartName, PartProps } from './components.ts'
export {
  type Density,
  InstagramContext,
  type InstagramContextValue,
  type Theme,
  useInstagramContext,
} from './context.ts'
export { isTourOver, keepAccount, keepTourOver, lastAccount } from './kept.ts'
export { addressOf, goTo, type InstagramPages, type Place, requestParameter } from './places.ts'
export { countProvisional, instagramDay, newestReason, reasonOf } from './days.ts'
export { type Gains, gainsInterval, gainsOf, totalGains } from './gains.ts'
export { nextMilestone, passedMilestones, roundAbove } from './milestones.ts'
export {
  type ChartPoint,
  type ChartPost,
  growthPoints,
  type PointState,
  timelinePoints,
  wholeValues,
} from './points.ts'
export { useChange, useInvalidate, useRead, useReadList } from './queries.ts'
export type * from './part-props.ts'
export type * from './table-props.ts'
export {
  type Comparison,
  comparisons,
  type DashboardParts,
  type HeroMetric,
  heroMetrics,
  type PanelView,
  type Section,
  type SectionProps,
  sections,
} from './panel.ts'
export { usePanelView } from './panel-view.ts'
export {
  addDays,
  type DayRange,
  daysBack,
  daysOf,
  intervalOf,
  lengthOf,
  type RangeChoice,
  type RangeDays,
  rangeDays,
  readRange,
  wholeDays,
  wholeYears,
} from './range.ts'
export { useEvent } from './use-event.ts'
export { type Returned, useReturned } from './use-returned.ts'
export { useNow } from './use-now.ts'
export { useShown } from './use-shown.ts'
export { useOnline } from './use-online.ts'
