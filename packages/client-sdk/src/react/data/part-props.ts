import type { MediaItem, MetricSummary, NotificationItem, SyncProgress } from '@instagram-dashboard/server/contract'
import type { MouseEvent, ReactNode, Ref } from 'react'
import type { InstagramErrorAction, InstagramErrorCode } from '../../errors.ts'
import type { ChartPoint } from './points.ts'

/** A profile picture. */
export interface AvatarProps {
  /** The account's name, for the initials. */
  name: string
  /** `null` when there is none. An address of Instagram's is valid for some days and may fail to load. */
  pictureUrl: string | null
}

/** One line that the user should read before the numbers. */
export interface BannerProps {
  tone: 'info' | 'good' | 'warn'
  icon: ReactNode
  title?: string | undefined
  children: ReactNode
  /** A button that does something about it. */
  action?: ReactNode
  /** Takes the line away; without it the line stays for as long as it is true. */
  onClose?: (() => void) | undefined
  testId?: string | undefined
}

/** A button. What is not named here is no part of it. */
export interface ButtonProps {
  /** How much weight it has. @default 'secondary' */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  /** Further classes of ours, without their `instagram-`; a button of your own needs none. */
  look?: string | undefined
  /** @default 'button' */
  type?: 'button' | 'submit' | undefined
  disabled?: boolean | undefined
  onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined
  'aria-label'?: string | undefined
  'aria-busy'?: boolean | undefined
  'aria-expanded'?: boolean | undefined
  'aria-controls'?: string | undefined
  testId?: string | undefined
  children: ReactNode
}

/** The frame around one part of a screen, with its heading. */
export interface CardProps {
  title: string
  /** What stands beside the title. */
  tools?: ReactNode
  testId?: string | undefined
  /** For your heading: where the focus goes when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement> | undefined
  children: ReactNode
}

/** One metric over days, weeks or months, drawn. */
export interface ChartProps {
  /** In order of time. A `value` of `null` is a gap and no 0. */
  points: ChartPoint[]
  /** A CSS color; it follows light and dark by itself. */
  color: string
  /** What is counted, in the user's language. */
  name: string
  /** The whole drawing in a sentence, for screen readers. */
  description: string
  /** Follower counts start near their lowest value, or the line would be flat. */
  fromZero: boolean
  /** How a point's day, week or month is named. */
  dayLabel: (date: string) => string
  /** Names the line of the period before; `null`: there is none to draw. */
  previousLabel: string | null
  /** Why a day has no number, in the user's language. */
  whyMissing: (date: string) => string
}

/** The button that opens Instagram. */
export interface ConnectButtonProps {
  label: string
  /** @default 'normal' */
  size?: 'large' | 'normal' | undefined
  /** Instagram's window is open. */
  isConnecting: boolean
  /** To be called in the click. While the window is open it brings the window to the front. */
  onConnect: () => void
  /** Gives up waiting for the window. */
  onGiveUp: () => void
  testId?: string | undefined
}

/** A question over the page. */
export interface DialogProps {
  title: string
  /** After Escape or a click on a button that leaves. */
  onClose: () => void
  children: ReactNode
}

/** Stands where there is nothing to show yet. */
export interface EmptyStateProps {
  title: string
  lead: string
}

/** What happened, and the one thing that helps. */
export interface ErrorStateProps {
  code: InstagramErrorCode
  action: InstagramErrorAction
  title: string
  /** The sentence of the server, in the user's language. */
  message: string
  /** Nothing is wrong: the user has left, or only has to wait. */
  isCalm: boolean
  icon: ReactNode
  /** What to do at Instagram first, step by step. */
  steps: ReactNode
  /** The button that helps; `null` where there is none. */
  nextStep: ReactNode
  /** Other ways on. */
  children?: ReactNode
  /** Names the request in the server's log, for support; `null` where that helps nobody. */
  requestId: string | null
}

/** Invites a user without an account to connect one. */
export interface InvitationProps {
  title: string
  lead: string
  /** What kind of account it needs, and what for. */
  note: string
  /** What the app will do, and what it will not. */
  promises: { kind: 'yes' | 'no'; title: string; items: readonly string[] }[]
  /** The button that connects. */
  button: ReactNode
  /** What went wrong with it; `null` most of the time. */
  failure: ReactNode
  /** Inside another app's browser, how to leave it; it shows nothing elsewhere. */
  hint: ReactNode
}

/** A link to a page of Instagram's. */
export interface LinkProps {
  href: string
  children: ReactNode
}

/** The shape of something that is on its way. */
export interface LoadingStateProps {
  kind: 'header' | 'tile' | 'chart' | 'line'
}

export type TileMetric = 'followersCount' | 'impressions' | 'reach' | 'engagementRate'

/** One metric of the period. */
export interface MetricTileProps {
  metric: TileMetric
  title: string
  /** `null` is unknown and no 0. */
  value: number | null
  /** The value in the user's language. */
  text: string
  /** Why there is no value; `null` when there is one. */
  whyEmpty: string | null
  /** Against the period before, with the days that are known of both. */
  summary: MetricSummary
  /** One for each point of the period, oldest first; `null` is a gap. */
  values: (number | null)[]
  /** How the value is counted. */
  caption: string
  /** How many different people the whole period reached, with `reach` alone; `null` elsewhere. */
  people: { value: number; isFinal: boolean } | null
}

/** The notifications of the user, newest first. */
export interface NotificationsProps {
  items: NotificationItem[]
  /** One is being marked as read. */
  isMarking: boolean
  onMarkRead: (id: string) => void
}

/** The posts that did best. */
export interface PostsProps {
  items: MediaItem[]
}

/** How far a sync is. */
export interface ProgressProps {
  title: string
  progress: SyncProgress
}

/** Numbers as a table. The first cell of each row is its heading. */
export interface TableProps {
  caption: string
  columns: string[]
  rows: { key: string; cells: ReactNode[] }[]
  testId: string
}

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
