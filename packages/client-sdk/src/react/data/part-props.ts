import type { ListedMedia, MetricSummary, NotificationItem, SyncProgress } from '@instagram-dashboard/server/contract'
import type { MouseEvent, ReactNode, Ref } from 'react'
import type { InstagramErrorAction, InstagramErrorCode } from '../../errors.ts'
import type { HeroMetric } from './panel.ts'
import type { ChartPoint, ChartPost } from './points.ts'

/** A profile picture. */
export interface AvatarProps {
  /** The account's name, for the initials. */
  name: string
  /** `null` when there is none. An address of Instagram's is valid for some days and may fail to load. */
  pictureUrl: string | null
}

/** One line that the user should read before the numbers. */
export interface BannerProps {
  /** How it is meant. */
  tone: 'info' | 'good' | 'warn'
  /** A small drawing for its tone. */
  icon: ReactNode
  /** A few words before it, in bold. */
  title?: string | undefined
  /** The sentence. */
  children: ReactNode
  /** A button that does something about it. */
  action?: ReactNode
  /** Takes the line away; without it the line stays for as long as it is true. */
  onClose?: (() => void) | undefined
  /** For `data-testid`, by which tests find it. */
  testId?: string | undefined
}

/** A button. What is not named here is no part of it. */
export interface ButtonProps {
  /** How much weight it has. @default 'secondary' */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  /** Further classes of ours, without their `instagram-`; a button of your own needs none. */
  look?: string | undefined
  /** Whether it sends a form. @default 'button' */
  type?: 'button' | 'submit' | undefined
  /** It cannot be pressed now. */
  disabled?: boolean | undefined
  /** After a press. */
  onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined
  /** What it does, where its face does not say it. */
  'aria-label'?: string | undefined
  /** It is at work. */
  'aria-busy'?: boolean | undefined
  /** Whether what it opens is open. */
  'aria-expanded'?: boolean | undefined
  /** The id of what it opens. */
  'aria-controls'?: string | undefined
  /** For `data-testid`, by which tests find it. */
  testId?: string | undefined
  /** Its face. */
  children: ReactNode
}

/** The frame around one part of a screen, with its heading. */
export interface CardProps {
  /** The words of the heading. */
  title: string
  /** What stands beside the title. */
  tools?: ReactNode
  /** For `data-testid`, by which tests find it. */
  testId?: string | undefined
  /** For your heading: where the focus goes when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement> | undefined
  /** What is framed. */
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
  /** Names the line of the period that this one is compared with; `null`: there is none to draw. */
  previousLabel: string | null
  /** Why a day has no number, in the user's language. */
  whyMissing: (date: string) => string
  /** Whether values are counted or are percent, which decides how an axis is written. @default 'count' */
  unit?: 'count' | 'percent' | undefined
  /** A value with what it counts, in the user's language; when left out, the number alone. */
  valueText?: ((value: number) => string) | undefined
  /** What was published, the best first, for pictures on the axis of time; when left out, there is no room for them. */
  posts?: readonly ChartPost[] | undefined
  /** What stands beside the words about a point. */
  action?: ((point: ChartPoint) => ReactNode) | undefined
}

/** The button that opens Instagram. */
export interface ConnectButtonProps {
  /** What stands on it. */
  label: string
  /** It stands alone, or among others. @default 'normal' */
  size?: 'large' | 'normal' | undefined
  /** Instagram's window is open. */
  isConnecting: boolean
  /** To be called in the click. While the window is open it brings the window to the front. */
  onConnect: () => void
  /** Gives up waiting for the window. */
  onGiveUp: () => void
  /** For `data-testid`, by which tests find it. */
  testId?: string | undefined
}

/** A question over the page, or a sheet with something to read. */
export interface DialogProps {
  /** A sheet is wide, on a phone it takes the whole page, and it has a button that closes it. @default 'question' */
  look?: 'question' | 'sheet' | undefined
  /** For `data-testid`, by which tests find it. */
  testId?: string | undefined
  /** The question. */
  title: string
  /** After Escape or a click on a button that leaves. */
  onClose: () => void
  /** What it means, and the buttons that answer it. */
  children: ReactNode
}

/** Stands where there is nothing to show yet. */
export interface EmptyStateProps {
  /** What is not there. */
  title: string
  /** When it will be, or what helps. */
  lead: string
}

/** What happened, and the one thing that helps. */
export interface ErrorStateProps {
  /** What happened, as in errors.md. */
  code: InstagramErrorCode
  /** What the user can do about it. */
  action: InstagramErrorAction
  /** What happened in a few words. */
  title: string
  /** The sentence of the server, in the user's language. */
  message: string
  /** Nothing is wrong: the user has left, or only has to wait. */
  isCalm: boolean
  /** A small drawing for its kind. */
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
  /** The invitation in a few words. */
  title: string
  /** What connecting brings. */
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
  /** What the first connection earns, in the user's words; `null` where it earns nothing. */
  reward: string | null
  /** An example of the panel with made-up numbers, which can be touched. */
  preview: ReactNode
}

/** A link to a page of Instagram's. */
export interface LinkProps {
  /** Where it leads, in a tab of its own. */
  href: string
  /** What stands on it, with a note for screen readers that it leaves the app. */
  children: ReactNode
}

/** The shape of something that is on its way. */
export interface LoadingStateProps {
  /** What it will be. */
  kind: 'header' | 'tile' | 'chart' | 'line'
}

export type TileMetric = HeroMetric
/** One metric of the period, on the tab that draws it: nothing in it can be pressed by itself. */
export interface MetricTileProps {
  /** Which number it is. */
  metric: TileMetric
  /** How it is called, in the user's language. */
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
  /** What the value is to be compared with is on its way. */
  isComing: boolean
  /** How many different people the whole period reached, with `reach` alone; `null` elsewhere. */
  people: { value: number; isFinal: boolean } | null
}

/** The notifications of the user, newest first. */
export interface NotificationsProps {
  /** Those that are loaded; a button below loads more. */
  items: NotificationItem[]
  /** One is being marked as read. */
  isMarking: boolean
  /** Marks one as read. */
  onMarkRead: (id: string) => void
}

/** The posts that did best. */
export interface PostsProps {
  /** In the order that the user has chosen. */
  items: ListedMedia[]
  /** Shows all that is known of one; without it a post leads to Instagram. */
  onOpen?: ((item: ListedMedia) => void) | undefined
}

/** How far a sync is. */
export interface ProgressProps {
  /** What is under way, in the user's language. */
  title: string
  /** Its phase and how many steps are done of how many. */
  progress: SyncProgress
}
