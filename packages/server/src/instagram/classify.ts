import {
  GraphFailure,
  type GraphFailureDetails,
  type GraphFailureKind,
  type LoginFault,
  type UserAction,
} from './failure.ts'

interface FailureRow {
  code: number | readonly [first: number, last: number]
  subcodes?: readonly number[]
  /** Only when the message says this; several meanings share a code. */
  message?: RegExp
  kind: GraphFailureKind
  /** Instagram names the cause of a refused token. */
  isCertain?: true
  userAction?: UserAction
}

const aboutMetrics =
  /metric\[\d+\] must be one of|metrics? (?:is )?no longer supported|does not support the \w+ metric|should be specified with parameter metric_type|incompatible breakdowns|the following metrics? \(/i

/**
 * Code and subcode decide, never `type` (everything is an OAuthException) and not the HTTP status. First match wins.
 * Sources: Graph API "Handle Errors" and Instagram Platform "Error Codes"; observed answers where those are silent.
 */
export const failureTable: readonly FailureRow[] = [
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
  // Checkpoint and unconfirmed user: the token may live again once the person has logged in to Instagram.
  { code: 190, subcodes: [459, 464], kind: 'user_action_needed', userAction: 'log_in_to_instagram' },
  // App removed, password changed, expired, invalidated, role missing.
  { code: 190, subcodes: [458, 460, 463, 467, 492], kind: 'token_refused', isCertain: true },
  { code: 190, kind: 'token_refused' },
  { code: [200, 299], kind: 'permission_missing' },
  { code: 341, kind: 'app_rate_limited' },
  { code: 368, kind: 'user_action_needed', userAction: 'wait_out_block' },
  { code: 613, kind: 'rate_limited' },
  { code: 2500, kind: 'rejected' },
  { code: [80000, 80014], kind: 'rate_limited' },
  // Of publishing, which this product does not do: an answer to a question that we never ask.
  { code: [-2, -1], kind: 'rejected' },
  { code: 9, kind: 'rejected' },
  { code: 352, kind: 'rejected' },
  { code: [9004, 9007], kind: 'rejected' },
  { code: [36000, 36004], kind: 'rejected' },
]

const loginFaults: readonly (readonly [RegExp, LoginFault])[] = [
  // The same text comes for a wrong redirect URI and for a wrong or cut app secret.
  // "Unsupported request - method type": a token of another app, or an app of another kind.
  [
    /unsupported request - method type|redirect_uri is identical|invalid platform app|invalid client|client[_ ](?:id|secret)/i,
    'app_misconfigured',
  ],
  [/authorization code|matching code|verification code|code was not found|already used|expired/i, 'code_invalid'],
]

interface ReadError {
  code: number | undefined
  subcode: number | undefined
  message: string
  isTransient: boolean
  traceId: string | undefined
}

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
const asNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** It ends up in logs, so nothing is taken for a trace id that could be a token. */
const asTraceId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(?!IG|EA)[\w+/=-]{1,64}$/.test(value) ? value : undefined

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
      traceId: asTraceId(nested['fbtrace_id']),
    }
  }
  const flatMessage = asText(record['error_message'])
  if (flatMessage !== undefined || typeof record['error_type'] === 'string') {
    // Here `code` repeats the HTTP status: it is no Graph code.
    return { code: undefined, subcode: undefined, message: flatMessage ?? '', isTransient: false, traceId: undefined }
  }
  return undefined
}

function rowMatches(row: FailureRow, error: ReadError): boolean {
  if (error.code === undefined) return false
  const [first, last] = typeof row.code === 'number' ? [row.code, row.code] : row.code
  if (error.code < first || error.code > last) return false
  if (row.subcodes && !row.subcodes.includes(error.subcode ?? -1)) return false
  return !row.message || row.message.test(error.message)
}

function rowOf(error: ReadError | undefined): FailureRow | undefined {
  return error && failureTable.find((candidate) => rowMatches(candidate, error))
}

function kindOf(error: ReadError | undefined, status: number): GraphFailureKind {
  const row = rowOf(error)
  if (row) return row.kind
  if (status === 429) return 'rate_limited'
  if (error?.isTransient === true || status >= 500) return 'transient'
  return error ? 'rejected' : 'unreadable'
}

function refusedMetricsIn(message: string, asked: readonly string[]): string[] {
  const position = /metric\[(\d+)\] must be one of/i.exec(message)
  if (position) {
    const metric = asked[Number(position[1])]
    return metric === undefined ? [] : [metric]
  }
  return asked.filter((metric) => new RegExp(`(?<![\\w])${metric}(?![\\w])`).test(message))
}

/** Seconds until the limit ends: the longest wait that `Retry-After` and the usage header (in minutes) name. */
export function retryAfterFrom(headers: Pick<Headers, 'get'>): number | undefined {
  const asked = asNumber(headers.get('retry-after') ?? undefined)
  const seconds = asked !== undefined && asked >= 0 ? Math.ceil(asked) : undefined
  const usage = headers.get('x-business-use-case-usage') ?? ''
  const minutes = [...usage.matchAll(/"estimated_time_to_regain_access"\s*:\s*(\d+)/g)].map((match) => Number(match[1]))
  const longest = Math.max(0, ...minutes)
  return longest > 0 ? Math.max(longest * 60, seconds ?? 0) : seconds
}

export interface FailedAnswer {
  endpoint: string
  status: number
  headers: Pick<Headers, 'get'>
  body: unknown
  /** The metrics that were asked for, to find a refused one in the text. */
  metrics?: readonly string[] | undefined
}

/** @returns the failure that an answer stands for, or `undefined` when the answer is a good one */
export function classifyAnswer(answer: FailedAnswer): GraphFailure | undefined {
  const error = readError(answer.body)
  const saysError = error !== undefined || Boolean(asRecord(answer.body)?.['error'])
  const isGood = answer.status >= 200 && answer.status < 300 && !saysError && answer.body !== undefined
  if (isGood) return undefined
  const kind = answer.status >= 300 && answer.status < 400 ? 'unreadable' : kindOf(error, answer.status)
  const details: GraphFailureDetails = {
    httpStatus: answer.status,
    code: error?.code,
    subcode: error?.subcode,
    traceId: error?.traceId ?? asTraceId(answer.headers.get('x-fb-trace-id')),
    retryAfterSeconds: retryAfterFrom(answer.headers),
    askedMetrics: answer.metrics && [...answer.metrics],
    refusedMetrics: error && answer.metrics ? refusedMetricsIn(error.message, answer.metrics) : undefined,
    isCertain: rowOf(error)?.isCertain,
    userAction: rowOf(error)?.userAction,
    loginFault: loginFaults.find(([text]) => text.test(error?.message ?? ''))?.[1],
  }
  return new GraphFailure(kind, answer.endpoint, details)
}
