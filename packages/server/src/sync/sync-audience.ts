import { accounts, audiences } from '@instagram-dashboard/db'
import { addMs, believed, dayMs, furthest } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { addDays, dayOf, GraphFailure, type GraphFailureKind, type GraphSession } from '../instagram/index.ts'
import { withAccountLease, type AccountLease } from '../leases/account-lease.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import { openAccountSession } from '../accounts/open-session.ts'
import { endsEverything } from './read-media.ts'

// An audience changes slowly, and nine calls are a twentieth of an hour's.
const readEveryMs = 7 * dayMs
// Answers that are newer are not asked for again with those that are missing.
const keptMs = readEveryMs / 2
// What Instagram refuses is asked for again in a week; what it could not answer, a few hours later.
const readAgainMs = dayMs / 4
const refusals: ReadonlySet<GraphFailureKind> = new Set([
  'not_available',
  'unsupported_metric',
  'rejected',
  'permission_missing',
])
const kinds = ['followers', 'engaged'] as const
const dimensions = ['age', 'gender', 'country', 'city'] as const
const questionsAsked = [
  ...kinds.flatMap((kind) => dimensions.map((dimension) => ({ kind, dimension }))),
  // The last, since Instagram often answers it with nothing.
  { kind: 'followers', dimension: 'online' },
] as const
export type AudienceQuestion = (typeof questionsAsked)[number]
// Instagram keeps thirty days, and the newest are empty.
const onlineDays = 29

/** Audiences that were read before this are due, and those that a wrong clock read later than `latest`. */
export function audienceDue(now: Date): { before: Date; latest: Date } {
  return { before: addMs(now, -readEveryMs), latest: furthest('happened', now) }
}

export function isAudienceRead({ audienceReadAt }: Pick<accounts.AccountRow, 'audienceReadAt'>, now: Date): boolean {
  const readAt = believed(audienceReadAt, 'happened', now)
  return readAt !== null && readAt >= audienceDue(now).before
}

/** A failure changes nothing about the account: the nightly sync judges it. */
export function readAudience(deps: Deps, id: string): Promise<'read' | 'failed' | 'skipped'> {
  return withSpan('audience', { attributes: { 'audience.account_id': id }, isRoot: true }, async (span) => {
    const outcome = await readAudienceOf(deps, id)
    span.setAttribute('audience.outcome', outcome)
    return outcome
  })
}

async function readAudienceOf(deps: Deps, id: string): Promise<'read' | 'failed' | 'skipped'> {
  const { db, clock, log, background } = deps
  const account = await accounts.findById(db, id)
  if (!account || background.isEnding()) return 'skipped'
  const startedAt = clock.now()
  const readAfter = (failures: readonly unknown[]) => ({
    audienceReadAt: addMs(startedAt, restAfter(failures) - readEveryMs),
  })
  const outcome = await withAccountLease(deps, { account, purpose: 'audience' }, async (lease) => {
    try {
      const { rows, failures } = await askFor(deps, account, lease)
      await db.transaction(async (tx) => {
        // The account first: nothing is saved once the lease is lost.
        await lease.release(tx, readAfter(failures))
        await audiences.save(tx, rows)
      })
      return failures.length > 0 && rows.length === 0 ? 'failed' : 'read'
    } catch (error) {
      log.info('audience.failed', { accountId: id, ...describeError(error) })
      await lease.release(db, readAfter([error]))
      return 'failed'
    }
  })
  return outcome ?? 'skipped'
}

/** What is not known, or was read too long ago. */
export function openQuestions(known: readonly audiences.AudienceRow[], now: Date): AudienceQuestion[] {
  const keptAfter = addMs(now, -keptMs)
  return questionsAsked.filter(({ kind, dimension }) => {
    const before = known.find((row) => row.kind === kind && row.dimension === dimension)
    return !before || before.readAt < keptAfter
  })
}

/** How long nothing is asked for, after these failures. */
function restAfter(failures: readonly unknown[]): number {
  const isRefusal = (error: unknown) => error instanceof GraphFailure && refusals.has(error.kind)
  return failures.every(isRefusal) ? readEveryMs : readAgainMs
}

/** The hours of the week at which followers are online. */
function onlineHours(session: GraphSession, now: Date): Promise<audiences.AudienceRow['groups']> {
  const today = dayOf(now)
  return session.onlineFollowers({ first: addDays(today, -onlineDays), last: addDays(today, -1) })
}

/**
 * Asks the nine questions one by one, each whether or not another fails.
 * @returns only what was answered, so that what is known of the others stays
 * @throws Superseded when the lease is gone
 */
async function askFor(
  deps: Deps,
  account: accounts.AccountRow,
  lease: AccountLease,
): Promise<{ rows: audiences.AudienceRow[]; failures: GraphFailure[] }> {
  const { db, clock, budget, log } = deps
  const questions = openQuestions(await audiences.list(db, account.id), clock.now())
  const gate = budget.gate(account.id, { purpose: 'background', ahead: questions.length })
  const rows: audiences.AudienceRow[] = []
  const failures: GraphFailure[] = []
  try {
    const session = await openAccountSession(deps, account, gate)
    for (const { kind, dimension } of questions) {
      try {
        const groups =
          dimension === 'online' ? await onlineHours(session, clock.now()) : await session.audience(kind, dimension)
        rows.push({ accountId: account.id, kind, dimension, groups, readAt: clock.now() })
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error
        log.info('audience.failed', { accountId: account.id, kind, dimension, ...describeError(error) })
        failures.push(error)
        if (endsEverything(error)) break
      }
      await lease.renew(db)
    }
    return { rows, failures }
  } finally {
    await gate.settle()
  }
}
