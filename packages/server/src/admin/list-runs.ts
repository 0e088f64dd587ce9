import { asFailureReason } from '../errors.ts'
import { accountLists, syncRuns } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import type { Locale } from '../messages/messages.ts'
import { presentRun } from '../sync/present-run.ts'
import type { AdminRun, AdminRunsInput, AdminRunsResult, InstagramError } from '../sync/admin-contract.ts'

const usualLimit = 50

/** Everybody's runs, newest first, as far as the filter lets through. */
export async function listAllRuns(
  { db }: Pick<Deps, 'db'>,
  { locale }: Caller,
  { cursor, limit = usualLimit, code, ...filter }: AdminRunsInput,
): Promise<AdminRunsResult> {
  const position = { after: readCursor(cursor), limit: limit + 1 }
  const rows = await syncRuns.listForAdmin(db, { ...filter, ...codeFilter(code) }, position)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const usernames = await accountLists.listUsernames(
    db,
    page.map(({ accountId }) => accountId),
  )
  return {
    items: page.map((row) => presentAdminRun(row, { locale, username: usernames.get(row.accountId) ?? '' })),
    nextCursor: last ? `${last.startedAt.getTime()}_${last.id}` : null,
  }
}

function readCursor(cursor: string | undefined): { startedAt: Date; id: string } | null {
  if (cursor === undefined) return null
  const end = cursor.indexOf('_')
  return { startedAt: new Date(Number(cursor.slice(0, end))), id: cursor.slice(end + 1) }
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
