import { createHash } from 'node:crypto'
import { accountMarks } from '@instagram-dashboard/db'
import { minuteMs } from '../clock/time.ts'
import { dayOf } from '../instagram/days.ts'
import { readVersion } from '../version.ts'
import type { RequestContext } from '../procedures/context.ts'
import { findSharedAccount } from '../procedures/find-account.ts'
import type { ProcedureMeta } from '../procedures/trpc.ts'

/** Kept by the reader's own browser alone, and asked about each time. */
export const revalidated = 'private, no-cache'

export interface AskedQuery {
  path: string
  input: unknown
  meta: ProcedureMeta | undefined
}

export interface Validity {
  /** The tag of the answer (RFC 9110 §8.8.3); `null` when any part of it may change without the account. */
  tag: string | null
  /** Whoever asks has this answer already. */
  isUnchanged: boolean
}

/** What has to be answered, whatever the asker has. */
export const untagged: Validity = { tag: null, isUnchanged: false }

/**
 * Whether queries would be answered as the asker says that they were. It is found from the account's marks alone. The
 * door has charged them, as it charges an answer.
 */
export async function checkUnchanged(
  queries: readonly AskedQuery[],
  context: RequestContext,
  ifNoneMatch: string | undefined,
): Promise<Validity> {
  const { deps } = context
  if (ifNoneMatch !== undefined) {
    const ends = queries.map(({ path }) => deps.counters.startCall(path))
    const tag = await tagOf(queries, context, (userId, accountId) => accountMarks.find(deps.db, userId, accountId))
    if (tag !== null && hasTag(ifNoneMatch, tag)) {
      for (const end of ends) end({ code: 'ok', status: 304 })
      return { tag, isUnchanged: true }
    }
  }
  // The procedures find this account too: what they answer is at least as new as the tag.
  const tag = await tagOf(queries, context, (userId, accountId) => findSharedAccount(context, userId, accountId))
  return { tag, isUnchanged: false }
}

type FindMarks = (userId: string, accountId: string | undefined) => Promise<accountMarks.AccountMarks | undefined>

async function tagOf(
  queries: readonly AskedQuery[],
  { identity, deps }: RequestContext,
  find: FindMarks,
): Promise<string | null> {
  if (identity === null || !queries.every(({ meta }) => meta?.changesWithAccount)) return null
  const names = new Set(queries.map(({ input }) => accountIdOf(input)))
  const [name, ...others] = names
  // A name that is no text is the procedures' to refuse; two accounts change one without the other.
  if (others.length > 0 || (name !== undefined && typeof name !== 'string')) return null
  const marks = await find(identity.userId, name)
  return marks ? accountTag(marks, deps.clock.now()) : null
}

function accountIdOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'accountId' in input ? input.accountId : undefined
}

const version = readVersion()
let newest = { minute: Number.NaN, day: '' }

/**
 * Changes with an account's stored numbers, without reading them: each sync changes the lease or the time of the last
 * change in the transaction that saves them. What a read takes for granted (today) and what made the answer (the version)
 * are part of it; the rest of the question stands in the URL.
 */
function accountTag(
  { id, updatedAt, leaseFence, leaseUntil, audienceReadAt }: accountMarks.AccountMarks,
  now: Date,
): string {
  const changes = [updatedAt.getTime(), leaseFence, leaseUntil?.getTime(), audienceReadAt?.getTime()]
  const text = [id, ...changes, today(now), version].join('|')
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

/** A day begins with a minute, everywhere. */
function today(now: Date): string {
  const minute = Math.floor(now.getTime() / minuteMs)
  if (minute !== newest.minute) newest = { minute, day: dayOf(now) }
  return newest.day
}

/** Whether an `If-None-Match` names this tag (RFC 9110 §13.1.2); whoever compresses on the way makes it a weak one. */
function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header === tag || header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag)
}
