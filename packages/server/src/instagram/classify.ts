import {
  GraphFailure,
  type GraphFailureDetails,
  type GraphFailureKind,
  type LoginFault,
  type UserAction,
} from './failure.ts'
import { asNumber, asRecord, asText } from './lenient.ts'
import { safeWords } from './safe-words.ts'
import { retryAfterFrom } from './usage.ts'

interface FailureRow {
  code: number | readonly [first: number, last: number]
  subcodes?: readonly number[]
  /** Only when the message says this; several meanings share a code. */
  message?: RegExp
  /** Instagram names the checkpoint that the account's owner has to pass. */
  isCheckpoint?: true
  /** Means the same in the error of the token endpoint, which has no Graph code. */
  isByText?: true
  kind: GraphFailureKind
  /** Instagram names the cause of a refused token. */
  isCertain?: true
  isPerAccount?: true
  userAction?: UserAction
}

/** Switched off, deleted, or asked for with a wrong id or secret: said with codes 1, 100, 101, 190 and 200 so far. */
const aboutApp =
  /error validating (?:the )?(?:application|client)\b|\bAPI access (?:is |was |has been )?(?:blocked|deactivated|disabled)/i
/** The app may serve others: those whose permissions it was reviewed for, or who have a role on it. */
const aboutRights =
  /does not have advanced access|does not have (?:a |any )?role on (?:the |this )?app|insufficient developer role/i

const aboutMetrics =
  /metric\[\d+\] must be one of|metrics? (?:is )?no longer supported|does not support the \w+ metric|should be specified with parameter metric_type|incompatible breakdowns|the following metrics? \(/i

/**
 * Code and subcode decide, never `type` (everything is an OAuthException) and not the HTTP status; the text where it
 * tells apart what shares a code. First match wins.
 * Sources: Graph API "Handle Errors" and Instagram Platform "Error Codes"; observed answers where those are silent.
 */
export const failureTable: readonly FailureRow[] = [
  { code: [1, 299], message: aboutRights, isByText: true, kind: 'app_refused', isPerAccount: true },
  { code: [1, 299], message: aboutApp, isByText: true, kind: 'app_refused' },
  // A checkpoint: the token may live again once its owner has logged in to Instagram.
  { code: [1, 99_999], isCheckpoint: true, kind: 'user_action_needed', userAction: 'log_in_to_instagram' },
  { code: 1, kind: 'transient' },
  { code: 2, kind: 'transient' },
  { code: 4, subcodes: [2207051], kind: 'user_action_needed', userAction: 'wait_out_block' },
  { code: 4, kind: 'app_rate_limited' },
  // A story with fewer than five viewers, not a lost permission.
  { code: 10, message: /not enough viewers/i, kind: 'not_available' },
  { code: 10, kind: 'permission_missing' },
  { code: 17, kind: 'rate_limited' },
  { code: 24, kind: 'not_available' },
  { code: 25, kind: 'user_action_needed', userAction: 'lift_restriction' },
  { code: 32, kind: 'rate_limited' },
  { code: 100, subcodes: [33, 2108006], kind: 'not_available' },
  { code: 100, message: aboutMetrics, kind: 'unsupported_metric' },
  { code: 100, kind: 'rejected' },
  { code: 102, kind: 'token_refused' },
  // Checkpoint, unconfirmed user, blocking checkpoint.
  { code: 190, subcodes: [459, 464, 490], kind: 'user_action_needed', userAction: 'log_in_to_instagram' },
  // App removed, password changed, expired, invalidated, role missing.
  { code: 190, subcodes: [458, 460, 463, 467, 492], kind: 'token_refused', isCertain: true },
  { code: 190, kind: 'token_refused' },
  { code: [200, 299], kind: 'permission_missing' },
  { code: 341, kind: 'app_rate_limited' },
  { code: 368, kind: 'user_action_needed', userAction: 'wait_out_block' },
  { code: 613, kind: 'rate_limited' },
  { code: 2500, kind: 'rejected' },
  { code: [80000, 80014], kind: 'rate_limited' },
  // Most of these are of publishing, which this product does not do; -1/2207086 and 36104 were seen for one metric too.
  { code: [-2, -1], kind: 'rejected' },
  { code: 9, kind: 'rejected' },
  { code: 352, kind: 'rejected' },
  { code: [9004, 9007], kind: 'rejected' },
  { code: [36000, 36999], kind: 'rejected' },
]

const loginFaults: readonly (readonly [RegExp, LoginFault])[] = [
  // The same text comes for a wrong redirect URI and for a wrong or cut app secret.
  // "Unsupported request - method type": a token of another app, or an app of another kind.
  [
    /unsupported request - method type|redirect_uri is identical|invalid platform app|invalid client|client[_ ](?:id|secret)/i,
    'app_misconfigured',
  ],
  [aboutApp, 'app_misconfigured'],
  [aboutRights, 'app_misconfigured'],
  [/authorization code|matching code|verification code|code was not found|already used|expired/i, 'code_invalid'],
]

interface ReadError {
  code: number | undefined
  subcode: number | undefined
  message: string
  isTransient: boolean
  isCheckpoint: boolean
  traceId: string | undefined
}

const aboutCheckpoint = /checkpoint/i

/** It ends up in logs, so nothing is taken for a trace id that could be a token. */
const asTraceId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(?!IG|EA)[\w+/=-]{1,64}$/.test(value) ? value : undefined

/** In a text, or in the names of an object such as `{ checkpoint_flow_id }`, which comes as JSON text too. */
function saysCheckpoint(part: unknown): boolean {
  const record = asRecord(part)
  return aboutCheckpoint.test(record ? Object.keys(record).join(' ') : (asText(part) ?? ''))
}

/** Reads both error shapes: the Graph API's and the flat one of the token endpoint. */
export function readError(body: unknown): ReadError | undefined {
  const record = asRecord(body)
  if (!record) return undefined
  const nested = asRecord(record['error'])
  if (nested) {
    return {
      code: asNumber(nested['code']),
      subcode: asNumber(nested['error_subcode']),
      message: asText(nested['message']) ?? '',
      isTransient: nested['is_transient'] === true,
      isCheckpoint: [nested['message'], nested['error_data']].some((part) => saysCheckpoint(part)),
      traceId: asTraceId(nested['fbtrace_id']),
    }
  }
  const flatMessage = asText(record['error_message'])
  if (flatMessage !== undefined || typeof record['error_type'] === 'string') {
    // Here `code` repeats the HTTP status: it is no Graph code.
    const message = flatMessage ?? ''
    const isCheckpoint = saysCheckpoint(message)
    return { code: undefined, subcode: undefined, message, isTransient: false, isCheckpoint, traceId: undefined }
  }
  return undefined
}

function rowMatches(row: FailureRow, error: ReadError): boolean {
  if (error.code === undefined) return row.isByText === true && row.message?.test(error.message) === true
  const [first, last] = typeof row.code === 'number' ? [row.code, row.code] : row.code
  if (error.code < first || error.code > last) return false
  if (row.subcodes && !row.subcodes.includes(error.subcode ?? -1)) return false
  if (row.isCheckpoint && !error.isCheckpoint) return false
  return !row.message || row.message.test(error.message)
}

function rowOf(error: ReadError | undefined): FailureRow | undefined {
  return error && failureTable.find((candidate) => rowMatches(candidate, error))
}

/** Trying again makes these worse, whatever else the answer says. */
function isLimit({ kind, userAction }: FailureRow): boolean {
  return kind === 'rate_limited' || kind === 'app_rate_limited' || userAction === 'wait_out_block'
}

function kindOf(error: ReadError | undefined, row: FailureRow | undefined, status: number): GraphFailureKind {
  // Instagram says that it passes, and is believed whatever the code.
  if (error?.isTransient === true && !(row && isLimit(row))) return 'transient'
  if (row) return row.kind
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'transient'
  return error ? 'rejected' : 'unreadable'
}

function refusedNamesIn(message: string, asked: readonly string[]): string[] {
  const position = /metric\[(\d+)\] must be one of/i.exec(message)
  if (position) {
    const metric = asked[Number(position[1])]
    return metric === undefined ? [] : [metric]
  }
  // Fields have everyday names: where the text says which one it means, no other word counts.
  const field = /nonexisting field \((\w+)\)/i.exec(message)
  if (field) return asked.filter((name) => name === field[1])
  return asked.filter((name) => new RegExp(`(?<![\\w])${name}(?![\\w])`).test(message))
}

export interface FailedAnswer {
  endpoint: string
  status: number
  headers: Pick<Headers, 'get'>
  body: unknown
  /** The metrics or fields that were asked for, to find a refused one in the text. */
  asked?: readonly string[] | undefined
  /** What was sent along and must not be repeated. */
  hidden?: readonly string[] | undefined
}

/** @returns the failure that an answer stands for, or `undefined` when the answer is a good one */
export function classifyAnswer(answer: FailedAnswer): GraphFailure | undefined {
  const error = readError(answer.body)
  const saysError = error !== undefined || Boolean(asRecord(answer.body)?.['error'])
  const isGood = answer.status >= 200 && answer.status < 300 && !saysError && answer.body !== undefined
  if (isGood) return undefined
  const row = rowOf(error)
  const kind = answer.status >= 300 && answer.status < 400 ? 'unreadable' : kindOf(error, row, answer.status)
  const details: GraphFailureDetails = {
    httpStatus: answer.status,
    code: error?.code,
    subcode: error?.subcode,
    traceId: error?.traceId ?? asTraceId(answer.headers.get('x-fb-trace-id')),
    retryAfterSeconds: retryAfterFrom(answer.headers),
    askedNames: answer.asked && [...answer.asked],
    refusedNames: error && answer.asked ? refusedNamesIn(error.message, answer.asked) : undefined,
    // What the row says is said of its own kind only.
    ...(row?.kind === kind
      ? { isCertain: row.isCertain, isPerAccount: row.isPerAccount, userAction: row.userAction }
      : {}),
    words: safeWords(error?.message ?? '', answer.hidden),
    saysItPasses: error?.isTransient === true || undefined,
    isTooMuch: /reduce the amount of data/i.test(error?.message ?? '') || undefined,
    loginFault: loginFaults.find(([text]) => text.test(error?.message ?? ''))?.[1],
  }
  return new GraphFailure(kind, answer.endpoint, details)
}
