import { accounts, changes, people } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AdminChangesInput, MetricsChangesInput, MetricsChangesResult } from './changes-contract.ts'
import {
  noCursor,
  readCursor,
  writeCursor,
  type Follower,
  type FollowerState,
  type StoredPlace,
} from './changes-cursor.ts'
import { presentChanges, type ChangedRow } from './present-changes.ts'

type Reading = Pick<Deps, 'db' | 'clock'>

const defaultLimit = 100
// Accounts without a number fill no page.
const mostStepsAtOnce = 400

/**
 * The changed days, posts and stories of the caller's accounts.
 * @throws AppError NOT_FOUND for an account that neither is nor was the caller's
 */
export async function readOwnChanges(
  deps: Reading,
  userId: string,
  { accountId, ...input }: MetricsChangesInput,
): Promise<MetricsChangesResult> {
  const { db } = deps
  const erasedRef = (await people.findByUser(db, userId))?.ref ?? null
  const follower = { userId, accountId: accountId ?? null }
  if (accountId === undefined) {
    const accountIds = await changes.listAccountIdsOf(db, userId)
    return readChanges(deps, { follower, scope: { accountIds, erasedRef } }, input)
  }
  const isOwn = (await accounts.find(db, userId, accountId)) !== undefined
  // Whoever follows an account that was erased is told so, and nobody else that there ever was one.
  const wasOwn = isOwn || (erasedRef !== null && (await changes.isErasedOf(db, accountId, erasedRef)))
  if (!wasOwn) throw new AppError('NOT_FOUND')
  return readChanges(deps, { follower, scope: { accountIds: [accountId], erasedRef: null } }, input)
}

/** Those of all accounts, for admins. */
export async function readAllChanges(deps: Reading, input: AdminChangesInput): Promise<MetricsChangesResult> {
  return readChanges(deps, { follower: { userId: null, accountId: null }, scope: null }, input)
}

interface Followed {
  follower: Follower
  scope: changes.ChangeScope | null
}

/**
 * A page: first everything that is stored, then what changed since that began. Nothing is left out between the two:
 * where the changes go on was noted before the first row was read.
 * @throws AppError CONFLICT when the cursor is of another database, or of before the oldest change that is kept
 */
async function readChanges(
  deps: Reading,
  { follower, scope }: Followed,
  { cursor, limit = defaultLimit }: AdminChangesInput,
): Promise<MetricsChangesResult> {
  const feed = await changes.readFeed(deps.db)
  const start: StoredPlace = { accountId: '', part: 'days', key: '' }
  const state =
    cursor === undefined ? { epoch: feed.epoch, from: feed.upTo, stored: start } : readCursor(follower, cursor)
  await requireOwn(deps, scope, state)
  if (state.epoch !== feed.epoch || positionOf(state) > feed.ahead) throw ended()
  const { rows, next, hasMore } =
    state.stored === null
      ? await readSince(deps, { state, scope, upTo: feed.upTo, limit })
      : await readStored(deps, { state, stored: state.stored, scope, limit })
  // Asked again, since old entries may have been dropped meanwhile.
  const { droppedBefore } = await changes.readFeed(deps.db)
  if (positionOf(state) < droppedBefore) throw ended()
  return { items: await presentChanges(deps, rows), nextCursor: writeCursor(follower, next), hasMore }
}

/**
 * Anybody can write a cursor: an account that it names is one of the follower's, or was until it was erased.
 * @throws AppError VALIDATION for another one
 */
async function requireOwn(
  { db }: Reading,
  scope: changes.ChangeScope | null,
  { stored, from }: FollowerState,
): Promise<void> {
  if (scope === null) return
  const named = [stored?.accountId ?? '', typeof from === 'number' ? '' : from.accountId]
  for (const accountId of named) {
    if (accountId === '' || scope.accountIds.includes(accountId)) continue
    const wasOwn = scope.erasedRef !== null && (await changes.isErasedOf(db, accountId, scope.erasedRef))
    if (!wasOwn) throw noCursor()
  }
}

const positionOf = ({ from }: FollowerState): number => (typeof from === 'number' ? from : from.position)
const ended = () => new AppError('CONFLICT', { reason: 'changes_ended', field: 'cursor' })

interface Page {
  rows: readonly ChangedRow[]
  next: FollowerState
  hasMore: boolean
}

async function readSince(
  { db }: Reading,
  {
    state,
    scope,
    upTo,
    limit,
  }: { state: FollowerState; scope: changes.ChangeScope | null; upTo: number; limit: number },
): Promise<Page> {
  const found = await changes.listPage(db, { scope, from: state.from, upTo, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  // Never back: what stands before an earlier answer was told.
  if (last === undefined && positionOf(state) >= upTo) return { rows, next: state, hasMore: false }
  if (last === undefined) return { rows, next: { ...state, from: upTo }, hasMore: false }
  const { position, accountId, kind, key } = last
  return { rows, next: { ...state, from: { position, accountId, kind, key } }, hasMore: true }
}

async function readStored(
  { db, clock }: Reading,
  {
    state,
    stored,
    scope,
    limit,
  }: { state: FollowerState; stored: StoredPlace; scope: changes.ChangeScope | null; limit: number },
): Promise<Page> {
  const changedAt = clock.now()
  const rows: ChangedRow[] = []
  let place = stored
  for (let looked = 0; looked < mostStepsAtOnce; looked += 1) {
    const { accountId, key: after } = place
    const free = limit - rows.length
    if (place.part === 'days') {
      const keys = await changes.listDayKeys(db, accountId, { after, limit: free })
      rows.push(...keys.map((key): ChangedRow => ({ accountId, kind: 'day', key, changedAt })))
      place = keys.length < free ? { accountId, part: 'media', key: '' } : { ...place, key: keys.at(-1) ?? after }
    } else {
      const found = await changes.listMediaKeys(db, accountId, { after, limit: free })
      for (const { mediaId: key, productType } of found) {
        rows.push({ accountId, kind: changes.kindOfMedia(productType), key, changedAt })
      }
      if (found.length === free) place = { ...place, key: found.at(-1)?.mediaId ?? after }
      else {
        const next = await nextAccount(db, scope, accountId)
        if (next === undefined) return { rows, next: { ...state, stored: null }, hasMore: true }
        place = { accountId: next, part: 'days', key: '' }
      }
    }
    if (rows.length >= limit) break
  }
  return { rows, next: { ...state, stored: place }, hasMore: true }
}

async function nextAccount(
  db: Deps['db'],
  scope: changes.ChangeScope | null,
  after: string,
): Promise<string | undefined> {
  if (scope !== null) return scope.accountIds.filter((id) => id > after).toSorted()[0]
  return (await changes.listAccountIds(db, after, 1))[0]
}
