export { Avatar } from './avatar.tsx'
export { Banner } from './banner.tsx'
export { Button } from './button.tsx'
export { Card } from './card.tsx'
export { Change } from './change.tsx'
export { Check } from './check.tsx'
export { ConnectButton } from './connect-button.tsx'
export { CountUp } from './count-up.tsx'
export { DataTable } from './data-table.tsx'
export { Dialog } from './dialog.tsx'
export { EmptyCard } from './empty-card.tsx'
export { ErrorPanel } from './error-panel.tsx'
export {
  AlertIcon,
  BellIcon,
  CheckIcon,
  ChevronIcon,
  ClockIcon,
  CrossIcon,
  FlagIcon,
  InfoIcon,
  InstagramIcon,
  MessageIcon,
  MoreIcon,
  OfflineIcon,
  PeopleIcon,
  PictureIcon,
  SparkIcon,
  SyncIcon,
  TrendIcon,
} from './icons.tsx'
export { Loaded, LoadedList } from './loaded.tsx'
export { Link } from './link.tsx'
export { Menu } from './menu.tsx'
export { MoreButton } from './more-button.tsx'
export { PageLink, type PageLinkProps } from './page-link.tsx'
export { namePost } from './post-name.ts'
export { replaceable } from './replaceable.tsx'
export { Root } from './root.tsx'
export { Segmented } from './segmented.tsx'
export { Select } from './select.tsx'
export { DashboardSkeleton, Skeleton } from './skeleton.tsx'
export { useCopy } from './use-copy.ts'
export { type View, ViewSwitch } from './view-switch.tsx'
export { WhenNear } from './when-near.tsx'
