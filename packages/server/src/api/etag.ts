import { hash } from 'node:crypto'
import { accountVersions } from '@instagram-dashboard/db'
import { minuteMs } from '../clock/index.ts'
import { dayOf } from '../instagram/index.ts'
import { readVersion } from '../version.ts'
import type { RequestContext } from '../procedures/context.ts'
import { findSharedAccount } from '../procedures/find-account.ts'
import type { ProcedureMeta } from '../procedures/trpc.ts'

interface AskedCall {
  path: string
  meta: ProcedureMeta | undefined
  readInput: () => Promise<unknown>
}

export interface ETagCheck {
  /** The ETag of the answer (RFC 9110 §8.8.3); `null` when any part of it may change without the account. */
  etag: string | null
  /** The caller has this answer already. */
  isUnchanged: boolean
}

/** Has to be answered, whatever the caller has. */
export const noETag: ETagCheck = { etag: null, isUnchanged: false }

/**
 * Whether calls would be answered as the caller says that they were, found from the account's version alone. Whatever
 * goes wrong here goes wrong in the procedures too, which word it for the caller.
 */
export async function checkETag(
  calls: readonly AskedCall[],
  context: RequestContext,
  ifNoneMatch: string | undefined,
): Promise<ETagCheck> {
  if (!calls.every(({ meta }) => meta?.changesWithAccount)) return noETag
  const { deps } = context
  try {
    const inputs = await Promise.all(calls.map(({ readInput }) => readInput()))
    if (ifNoneMatch !== undefined) {
      const ends = calls.map(({ path }) => deps.counters.startCall(path))
      const etag = await etagOf(inputs, context, (userId, accountId) =>
        accountVersions.find(deps.db, userId, accountId),
      )
      if (etag !== null && isNamedBy(ifNoneMatch, etag)) {
        for (const end of ends) end({ code: 'ok', status: 304 })
        return { etag, isUnchanged: true }
      }
    }
    // The procedures find this account too: what they answer is at least as new as the ETag.
    const etag = await etagOf(inputs, context, (userId, accountId) => findSharedAccount(context, userId, accountId))
    return { etag, isUnchanged: false }
  } catch {
    return noETag
  }
}

type FindMarks = (userId: string, accountId: string | undefined) => Promise<accountVersions.AccountVersion | undefined>

async function etagOf(
  inputs: readonly unknown[],
  { identity, deps }: RequestContext,
  find: FindMarks,
): Promise<string | null> {
  if (identity === null) return null
  const names = new Set(inputs.map(accountIdOf))
  const [name, ...others] = names
  // A name that is no text is the procedures' to refuse; two accounts change one without the other.
  if (others.length > 0 || (name !== undefined && typeof name !== 'string')) return null
  const marks = await find(identity.userId, name)
  return marks ? etagOfAccount(marks, deps.clock.now()) : null
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
function etagOfAccount(
  { id, updatedAt, leaseFence, leaseUntil, audienceReadAt }: accountVersions.AccountVersion,
  now: Date,
): string {
  const changes = [updatedAt.getTime(), leaseFence, leaseUntil?.getTime(), audienceReadAt?.getTime()]
  const text = [id, ...changes, today(now), version].join('|')
  return `"${hash('sha256', text, 'base64url').slice(0, 22)}"`
}

/** A day begins with a minute, everywhere. */
function today(now: Date): string {
  const minute = Math.floor(now.getTime() / minuteMs)
  if (minute !== newest.minute) newest = { minute, day: dayOf(now) }
  return newest.day
}

/** Whether an `If-None-Match` names this ETag (RFC 9110 §13.1.2); whoever compresses on the way makes it a weak one. */
function isNamedBy(header: string, etag: string): boolean {
  return header === etag || header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag)
}
