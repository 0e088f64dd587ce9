import type { Permission, ReviewedCallName } from '../instagram/index.ts'
import type { CheckId } from './checks.ts'

/** A text that Meta's reviewers read, in English, and what it says where the reader has another language. */
export interface ReviewText {
  text: string
  translation: string | null
}

export interface ReviewedCallFound {
  name: ReviewedCallName
  /** As the log names it, `GET me/media`. */
  endpoint: string
  /** The whole request without its token. */
  request: string
  /** What it is for, in the reader's language. */
  purpose: string
  /** When an answer to it was stored last; `null` for never. */
  answeredAt: Date | null
  /** Within the thirty days that Meta looks back. */
  isRecent: boolean
}

export interface ReviewedPermission {
  name: Permission
  /** For "How will your app use …?". */
  use: ReviewText
  calls: ReviewedCallFound[]
}

export interface ReviewCheck {
  id: CheckId
  /** `done` and `open` are seen from here; `yours` is not. */
  state: 'done' | 'open' | 'yours'
  text: string
}

/** What Meta's App Review asks for, as this installation can answer it. Holds no secret. */
export interface ReviewPack {
  at: Date
  appId: string
  redirectUri: string
  /** `null` while PUBLIC_URL is not set. */
  callbacks: { deauthorize: string; deletion: string } | null
  graphVersion: { version: string; endsOn: string | null }
  /** Whether the calls went to Instagram itself: Meta has not seen those to a sandbox. */
  isRealInstagram: boolean
  /** Active accounts that were looked at, fifty at most. */
  accounts: number
  permissions: ReviewedPermission[]
  checks: ReviewCheck[]
  reviewer: ReviewText[]
  screencast: ReviewText[]
}
