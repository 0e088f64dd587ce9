import type { InstagramError } from '@instagram-dashboard/server/contract'

/** What Instagram said, as it is given to Meta's support. */
export function instagramErrorText({ code, subcode, endpoint, httpStatus, traceId, words }: InstagramError): string {
  const parts = [
    [code, subcode].filter((part) => part !== null).join('/'),
    endpoint,
    httpStatus === null ? '' : `HTTP ${httpStatus}`,
    traceId === null ? '' : `trace ${traceId}`,
    words === null ? '' : `“${words}”`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
