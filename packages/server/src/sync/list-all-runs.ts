import { asFailureReason } from '../errors.ts'
import { accountLists, syncRuns } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { Locale } from '../messages/messages.ts'
import { readPage } from '../pages.ts'
import type { AdminRun, AdminRunsInput, AdminRunsResult, InstagramError } from './admin-contract.ts'
import { cursorOfRun, runOfCursor } from './list-runs.ts'
import { presentRun } from './present-run.ts'

const usualLimit = 50

/** Everybody's runs, newest first, as far as the filter lets through. */
export async function listAllRuns(
  { db }: Pick<Deps, 'db'>,
  { locale }: Caller,
  { cursor, limit = usualLimit, code, ...filter }: AdminRunsInput,
): Promise<AdminRunsResult> {
  const after = cursor === undefined ? null : runOfCursor(cursor)
  const wanted = { ...filter, ...codeFilter(code) }
  const read = (most: number) => syncRuns.listForAdmin(db, wanted, { after, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, cursorOfRun)
  const accountIds = rows.map(({ accountId }) => accountId)
  const usernames = await accountLists.listUsernames(db, accountIds)
  return {
    items: rows.map((row) => presentAdminRun(row, { locale, username: usernames.get(row.accountId) ?? '' })),
    nextCursor,
  }
}

/** Numbers are Instagram's codes, words are ours. */
function codeFilter(code: string | undefined): syncRuns.RunFilter {
  if (code === undefined) return {}
  if (/^[A-Z_]/.test(code)) return { errorCode: code }
  const [instagramCode, instagramSubcode] = code.split('/').map(Number)
  return { instagramCode, instagramSubcode }
}

export function presentAdminRun(
  row: syncRuns.SyncRunRow,
  { locale, username }: { locale: Locale; username: string },
): AdminRun {
  const { error, ...run } = presentRun(row, locale)
  return {
    ...run,
    account: { id: row.accountId, username, userId: row.userId },
    durationMs: row.finishedAt === null ? null : row.finishedAt.getTime() - row.startedAt.getTime(),
    error: error && { ...error, reason: asFailureReason(row.errorReason) },
    instagram: saidIn(row),
  }
}

function saidIn(row: syncRuns.SyncRunRow): InstagramError | null {
  if (row.instagramEndpoint === null) return null
  return {
    code: row.instagramCode,
    subcode: row.instagramSubcode,
    traceId: row.instagramTraceId,
    httpStatus: row.instagramStatus,
    endpoint: row.instagramEndpoint,
    words: row.instagramWords,
  }
}
