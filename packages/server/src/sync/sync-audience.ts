import { accounts, audiences } from '@instagram-dashboard/db'
import { believed, furthest } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import { inParallel } from '../jobs/in-parallel.ts'
import { describeError } from '../log.ts'
import { backgroundOwner, claimBounds, syncLeaseMs } from './claim-sync.ts'
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
const pageSize = 50
const parallelAccounts = 4
const kinds = ['followers', 'engaged'] as const
const dimensions = ['age', 'gender', 'country', 'city'] as const

/** Audiences that were read before this are due, and those that a wrong clock read later than `latest`. */
export function audienceDue(now: Date): { before: Date; latest: Date } {
  return { before: new Date(now.getTime() - readEveryMs), latest: furthest('happened', now) }
}

export function isAudienceRead({ audienceReadAt }: Pick<accounts.AccountRow, 'audienceReadAt'>, now: Date): boolean {
  const readAt = believed(audienceReadAt, 'happened', now)
  return readAt !== null && readAt >= audienceDue(now).before
}

/** Reads who follows and who engages, for every account where that was not done for a week. */
export async function syncDueAudiences(deps: Deps): Promise<AudienceCounts> {
  const counts: AudienceCounts = { read: 0, failed: 0, skipped: 0 }
  for (;;) {
    const due = await audiences.listDue(deps.db, { ...audienceDue(deps.clock.now()), limit: pageSize })
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
    ...claimBounds(startedAt),
    ignoreCooldown: true,
  })
  if (!claimed) return 'skipped'
  const held = { id, lease: { owner, fence: claimed.leaseFence } }
  try {
    const rows = await askFor(deps, account)
    const saved = await db.transaction(async (tx) => {
      // The account first: what was overtaken saves nothing.
      if (!(await accounts.updateAndRelease(tx, held, { audienceReadAt: startedAt }))) return false
      await audiences.save(tx, rows)
      return true
    })
    return saved ? 'read' : 'skipped'
  } catch (error) {
    log.info('audience.failed', { accountId: id, ...describeError(error) })
    const rest = error instanceof GraphFailure && refusals.has(error.kind) ? readEveryMs : readAgainMs
    await accounts.updateAndRelease(db, held, { audienceReadAt: new Date(startedAt.getTime() - readEveryMs + rest) })
    return 'failed'
  }
}

async function askFor(deps: Deps, account: accounts.AccountRow): Promise<audiences.AudienceRow[]> {
  const ahead = kinds.length * dimensions.length
  const gate = deps.budget.gate(account.id, { purpose: 'background', ahead })
  const session = await openAccountSession(deps, account, gate)
  const rows: audiences.AudienceRow[] = []
  try {
    for (const kind of kinds) {
      for (const dimension of dimensions) {
        const groups = await session.audience(kind, dimension)
        rows.push({ accountId: account.id, kind, dimension, groups, readAt: deps.clock.now() })
      }
    }
    return rows
  } finally {
    await gate.giveBack()
  }
}
