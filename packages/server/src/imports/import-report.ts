/** Why an account of the source was left out. */
export const skipReasons = ['linked_elsewhere', 'erased_here', 'faulty'] as const
export type SkipReason = (typeof skipReasons)[number]

/** One row that can not be what it says. */
export interface RowFault {
  table: string
  row: string
  /** With `no_number`: which of our names for a number, which stays empty. */
  column?: string
  problem: 'no_user' | 'no_instagram_id' | 'no_account' | 'no_day' | 'in_the_future' | 'no_number' | 'unknown_kind'
}

/** What an import did, or would do. Names no token, and users only in a dry run. */
export interface ImportReport {
  isDryRun: boolean
  /** What the tables are called in the source; `null`: not there. */
  tables: Record<string, string | null>
  accounts: {
    found: number
    imported: number
    /** Were here already: nothing of them is overwritten, days that they lack are added. */
    known: number
    skipped: Record<SkipReason, number>
    /** Imported without a token that opens or still lives: their users have to connect again. */
    withoutToken: number
  }
  days: {
    found: number
    imported: number
    /** Were here already: what Instagram said wins, and what was imported before is there. */
    known: number
  }
  notifications: { found: number; imported: number; known: number; leftOut: number }
  /** Counted only: their steps are not those of our funnel. */
  attempts: { found: number; byStep: Record<string, number> }
  /** In a dry run: some ids of users, as they would be here. */
  users?: string[]
  faults: { count: number; first: RowFault[] }
}

const mostFaults = 100
const mostUsers = 5

export function emptyReport(isDryRun: boolean): ImportReport {
  return {
    isDryRun,
    tables: {},
    accounts: {
      found: 0,
      imported: 0,
      known: 0,
      skipped: { linked_elsewhere: 0, erased_here: 0, faulty: 0 },
      withoutToken: 0,
    },
    days: { found: 0, imported: 0, known: 0 },
    notifications: { found: 0, imported: 0, known: 0, leftOut: 0 },
    attempts: { found: 0, byStep: {} },
    ...(isDryRun && { users: [] }),
    faults: { count: 0, first: [] },
  }
}

/** Shows a user of a dry run, so that an operator sees whether it is the id that the host gives. */
export function addUser({ users }: ImportReport, userId: string): void {
  if (users && users.length < mostUsers && !users.includes(userId)) users.push(userId)
}

export function addFault(report: ImportReport, fault: RowFault): void {
  report.faults.count += 1
  if (report.faults.first.length < mostFaults) report.faults.first.push(fault)
}
