import type { Change } from './changes.ts'
import type { Framework } from './find-app.ts'
import type { Login } from './find-login.ts'

/** What is to be written, and what is left for the developer to do. */
export interface Plan {
  framework: Framework
  login: Login
  changes: Change[]
  /** Steps that could not be taken surely, each with the lines to paste and why. */
  byHand: string[]
  /** What has to be looked at beside. */
  notes: string[]
  mountPath: string
  /** Where the dashboard is seen; `null` where the host has no page of it yet. */
  pagePath: string | null
  /** Whether the sandbox is on by what is written. */
  isSandbox: boolean
}

/** Adds a change where the file may be written, else the lines to add by hand. */
export type Add = (change: Omit<Change, 'before'> & { what: string }) => void
