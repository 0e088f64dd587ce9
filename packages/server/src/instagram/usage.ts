import { asCount, asNumber, asRecord } from './lenient.ts'

/** How much of Instagram's own limits is used up, in percent, as far as its headers tell. */
export interface Usage {
  app: number | null
  /** Of the account that was asked about. graph.instagram.com was seen to send none. */
  account: number | null
}

type AnswerHeaders = Pick<Headers, 'get'>

const percentKeys = ['call_count', 'total_time', 'total_cputime']

/**
 * Reads `X-App-Usage` and `X-Business-Use-Case-Usage` (Graph API, "Rate Limits"). Anything malformed is no information:
 * a header must never spoil a good answer.
 */
export function readUsage(headers: AnswerHeaders): Usage {
  return { app: highestPercent([parse(headers.get('x-app-usage'))]), account: highestPercent(businessUsage(headers)) }
}

/** Seconds until the limit ends: the longest wait that `Retry-After` and the usage header (in minutes) name. */
export function retryAfterFrom(headers: AnswerHeaders): number | undefined {
  const asked = asCount(asNumber(headers.get('retry-after') ?? undefined))
  const minutes = businessUsage(headers).map((entry) => asCount(entry['estimated_time_to_regain_access']) ?? 0)
  const longest = 60 * Math.max(0, ...minutes)
  return longest > 0 || asked !== undefined ? Math.ceil(Math.max(longest, asked ?? 0)) : undefined
}

function businessUsage(headers: AnswerHeaders): Record<string, unknown>[] {
  const entries = Object.values(parse(headers.get('x-business-use-case-usage'))).flat()
  return entries.map(asRecord).filter((entry) => entry !== undefined)
}

function parse(text: string | null): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text ?? '{}')) ?? {}
  } catch {
    return {}
  }
}

function highestPercent(entries: readonly Record<string, unknown>[]): number | null {
  const percents = entries.flatMap((entry) => percentKeys.flatMap((key) => asCount(entry[key]) ?? []))
  return percents.length === 0 ? null : Math.max(...percents)
}
