/** How much of Instagram's own limits is used up, in percent, as far as its headers tell. */
export interface Usage {
  app: number | null
  /** Of the account that was asked about. graph.instagram.com was seen to send none. */
  account: number | null
}

const percentKeys = ['call_count', 'total_time', 'total_cputime']

/**
 * Reads `X-App-Usage` and `X-Business-Use-Case-Usage` (Graph API, "Rate Limits"). Anything malformed is no information:
 * a header must never spoil a good answer.
 */
export function readUsage(headers: Pick<Headers, 'get'>): Usage {
  const account = parse(headers.get('x-business-use-case-usage'))
  const entries = isRecord(account) ? Object.values(account).flatMap((list) => (Array.isArray(list) ? list : [])) : []
  return {
    app: highestPercent([parse(headers.get('x-app-usage'))]),
    account: highestPercent(entries),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}

function highestPercent(entries: readonly unknown[]): number | null {
  let highest: number | null = null
  for (const entry of entries) {
    if (!isRecord(entry)) continue
    for (const key of percentKeys) {
      const value = entry[key]
      const isPercent = typeof value === 'number' && Number.isFinite(value) && value >= 0
      if (isPercent && value > (highest ?? -1)) highest = value
    }
  }
  return highest
}
