import { accounts, audiences } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import { isAboutSome } from '../instagram/isolate.ts'
import { inParallel } from '../jobs/in-parallel.ts'
import { describeError } from '../log.ts'
import { backgroundOwner, syncLeaseMs } from './claim-sync.ts'
import { openAccountSession } from './open-session.ts'

/** How many accounts ended in each way; `skipped` were at work already. */
export interface AudienceCounts {
  read: number
  failed: number
  skipped: number
}

const dayMs = 86_400_000
// An audience changes slowly, and eight calls are a twenty-fifth of an hour's.
const readEveryMs = 7 * dayMs
// What Instagram will not say is asked for again in a week; what it could not say, a few hours later.
const readAgainMs = dayMs / 4
const refusals: ReadonlySet<GraphFailureKind> = new Set([
  'not_available',
  'unsupported_metric',
  'rejected',
  'permission_missing',
])
// So many before the first answer, and it is not about the question.
const mostFailures = 3
const pageSize = 50
const parallelAccounts = 4
const kinds = ['followers', 'engaged'] as const
const dimensions = ['age', 'gender', 'country', 'city'] as const

/** Audiences that were read before this are due. */
export function audienceDueBefore(now: Date): Date {
  return new Date(now.getTime() - readEveryMs)
}

/** Reads who follows and who engages, for every account where that was not done for a week. */
export async function syncDueAudiences(deps: Deps): Promise<AudienceCounts> {
  const counts: AudienceCounts = { read: 0, failed: 0, skipped: 0 }
  for (;;) {
    const before = audienceDueBefore(deps.clock.now())
    const due = await audiences.listDue(deps.db, { before, limit: pageSize })
    const readBefore = counts.read
    await inParallel(due, parallelAccounts, async (id) => {
      counts[await readAudience(deps, id)] += 1
    })
    if (due.length < pageSize || counts.read === readBefore) return counts
  }
}

/** One account's failure is its own, and changes nothing about it: the nightly sync is what judges. */
export async function readAudience(deps: Deps, id: string): Promise<keyof AudienceCounts> {
  const { db, clock, leaseOwner, log, background } = deps
  const account = await accounts.findById(db, id)
  if (!account || background.isEnding()) return 'skipped'
  const startedAt = clock.now()
  const owner = backgroundOwner(leaseOwner.name)
  const claimed = await accounts.claimSync(db, {
    id,
    owner,
    deadOwner: account.leaseOwner !== null && leaseOwner.isGone(account.leaseOwner) ? account.leaseOwner : null,
    now: startedAt,
    leaseUntil: new Date(startedAt.getTime() + syncLeaseMs),
    ignoreCooldown: true,
  })
  if (!claimed) return 'skipped'
  const held = { id, lease: { owner, fence: claimed.leaseFence } }
  try {
    const { rows, failure } = await askFor(deps, account)
    if (failure) log.info('audience.failed', { accountId: id, ...describeError(failure) })
    const audienceReadAt = failure ? readAgainAt(failure, startedAt) : startedAt
    const saved = await db.transaction(async (tx) => {
      // The account first: what was overtaken saves nothing.
      if (!(await accounts.updateAndRelease(tx, held, { audienceReadAt }))) return false
      await audiences.save(tx, rows)
      return true
    })
    if (!saved) return 'skipped'
    // What is refused to this account is no failure of what was read.
    return failure === null || (rows.length > 0 && refusals.has(failure.kind)) ? 'read' : 'failed'
  } catch (error) {
    log.info('audience.failed', { accountId: id, ...describeError(error) })
    await accounts.updateAndRelease(db, held, { audienceReadAt: readAgainAt(error, startedAt) })
    return 'failed'
  }
}

/** As if it had been read long enough ago to be due again when asking helps. */
function readAgainAt(error: unknown, startedAt: Date): Date {
  const rest = error instanceof GraphFailure && refusals.has(error.kind) ? readEveryMs : readAgainMs
  return new Date(startedAt.getTime() - readEveryMs + rest)
}

/**
 * Each question stands alone: what is refused or fails takes nothing with it.
 * @returns what was read, and the last failure of those that matter most: what may be answered in a few hours
 */
async function askFor(
  deps: Deps,
  account: accounts.AccountRow,
): Promise<{ rows: audiences.AudienceRow[]; failure: GraphFailure | null }> {
  const ahead = kinds.length * dimensions.length
  const gate = deps.budget.gate(account.id, { purpose: 'background', ahead })
  const session = await openAccountSession(deps, account, gate)
  const rows: audiences.AudienceRow[] = []
  let failure: GraphFailure | null = null
  let failures = 0
  try {
    for (const kind of kinds) {
      for (const dimension of dimensions) {
        try {
          const groups = await session.audience(kind, dimension)
          rows.push({ accountId: account.id, kind, dimension, groups, readAt: deps.clock.now() })
        } catch (error) {
          if (!(error instanceof GraphFailure)) throw error
          failures += 1
          if (failure === null || !refusals.has(error.kind)) failure = error
          // Not about one question any more.
          if (!isAboutSome(error) || (rows.length === 0 && failures >= mostFailures)) return { rows, failure }
        }
      }
    }
    return { rows, failure }
  } finally {
    await gate.giveBack()
  }
}
