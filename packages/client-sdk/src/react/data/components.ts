import type { ComponentType } from 'react'
import type {
  AvatarProps,
  BannerProps,
  ButtonProps,
  CardProps,
  ChartProps,
  ConnectButtonProps,
  DialogProps,
  EmptyStateProps,
  ErrorStateProps,
  InvitationProps,
  LinkProps,
  LoadingStateProps,
  MetricTileProps,
  NotificationsProps,
  PostsProps,
  ProgressProps,
} from './part-props.ts'
import type { TableProps } from './table-props.ts'

/** The parts that a host can put its own in place of, with what each gets. The list is closed. */
export interface PartProps {
  Avatar: AvatarProps
  Banner: BannerProps
  Button: ButtonProps
  Card: CardProps
  Chart: ChartProps
  ConnectButton: ConnectButtonProps
  Dialog: DialogProps
  EmptyState: EmptyStateProps
  ErrorState: ErrorStateProps
  Invitation: InvitationProps
  Link: LinkProps
  LoadingState: LoadingStateProps
  MetricTile: MetricTileProps
  Notifications: NotificationsProps
  Posts: PostsProps
  Progress: ProgressProps
  Table: TableProps
}

export type PartName = keyof PartProps

/** A component of the host's in place of one of ours: it gets the same props, and ours as `Default`. */
export type InstagramComponent<Name extends PartName> = ComponentType<
  PartProps[Name] & { Default: ComponentType<PartProps[Name]> }
>

/** Components of a host's own in place of ours, by the name of the part; what is left out stays ours. */
export type InstagramComponents = { [Name in PartName]?: InstagramComponent<Name> | undefined }
