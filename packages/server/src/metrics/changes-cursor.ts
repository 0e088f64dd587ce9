import { createHash } from 'node:crypto'
import type { changes } from '@instagram-dashboard/db'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** Whose changes are followed. A user of `null` is the whole installation, for its admins. */
export interface Follower {
  userId: string | null
  /** One of the user's accounts alone; `null` for all of them. */
  accountId: string | null
}

/** How far a follower has come. */
export interface FollowerState {
  epoch: string
  /** From which position on changes are read once everything stored was given; or behind which entry. */
  from: number | changes.ChangePlace
  /** What was given last of everything stored; `null` once all of it was. */
  stored: StoredPlace | null
}

/** A row in the order in which everything stored is given: accounts by id, of each the days and then the media. */
export interface StoredPlace {
  accountId: string
  part: 'days' | 'media'
  /** `''` before the first one. */
  key: string
}

const version = 1
// Compared with what is stored, and PostgreSQL refuses to compare with what it could not store.
const word = z.string().refine((text) => !text.includes('\0') && text.isWellFormed())
const position = z.int().min(0)
const head = [z.literal(version), word, word] as const
const place = z.tuple([position, word, z.enum(['day', 'post', 'story', 'account']), word])
const payload = z.union([
  z.tuple([...head, position]),
  z.tuple([...head, place]),
  z.tuple([...head, position, word, z.enum(['days', 'media']), word]),
])

/** A cursor is good for one follower: another one's would leave out what only this one may see. */
function codeOf({ userId, accountId }: Follower): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, accountId]))
    .digest('hex')
    .slice(0, 8)
}

export function writeCursor(follower: Follower, { epoch, from, stored }: FollowerState): string {
  const begin = [version, epoch, codeOf(follower)]
  const where = typeof from === 'number' ? from : [from.position, from.accountId, from.kind, from.key]
  const rest = stored === null ? [] : [stored.accountId, stored.part, stored.key]
  return Buffer.from(JSON.stringify([...begin, where, ...rest])).toString('base64url')
}

/** @throws AppError VALIDATION for what is no cursor of this follower's */
export function readCursor(follower: Follower, cursor: string): FollowerState {
  const [, epoch, code, from, ...stored] = parse(cursor)
  if (code !== codeOf(follower)) throw noCursor()
  const [accountId, part, key] = stored
  return {
    epoch,
    from: typeof from === 'number' ? from : { position: from[0], accountId: from[1], kind: from[2], key: from[3] },
    stored: accountId === undefined || part === undefined || key === undefined ? null : { accountId, part, key },
  }
}

function parse(cursor: string): z.infer<typeof payload> {
  try {
    const { data } = payload.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (data !== undefined) return data
  } catch {
    // Said below.
  }
  throw noCursor()
}

/** For what is no cursor of whoever shows it. */
export const noCursor = () => new AppError('VALIDATION', { field: 'cursor', problem: 'cursor' })
