import { dayMs } from './days.ts'

/**
 * From which day (UTC) Meta answers no version any more: silently, by the oldest living one. `null`: not announced.
 * Newest first. Source: Meta, "Graph API Changelog", as of 2026-11-29.
 */
const versionEnds: Readonly<Record<string, string | null>> = {
  'v27.0': null,
  'v26.0': null,
  'v25.0': '2028-07-29',
  'v24.0': '2028-02-18',
  'v23.0': '2027-10-08',
  'v22.0': '2027-05-20',
  'v21.0': '2027-01-21',
  'v20.0': '2026-09-24',
  'v19.0': '2026-05-21',
  'v18.0': '2026-01-26',
}

/** The newest that this product was read against; what it asks has been the same since v22.0. */
export const newestGraphVersion = 'v27.0'

const warnDaysBefore = 90

/** What is known of a version on a day. */
export type GraphVersionState =
  | { state: 'living'; endsOn: string | null }
  /** In ninety days or fewer. */
  | { state: 'ending'; endsOn: string }
  | { state: 'ended'; endsOn: string }
  | { state: 'unknown' }

/** @param version for example `v27.0` */
export function graphVersionAt(version: string, now: Date): GraphVersionState {
  const known = Object.keys(versionEnds)
  const endsOn = version in versionEnds ? versionEnds[version] : endOfOlder(version, known.at(-1) ?? '')
  if (endsOn === undefined) return { state: 'unknown' }
  if (endsOn === null) return { state: 'living', endsOn }
  const daysLeft = (Date.parse(endsOn) - now.getTime()) / dayMs
  if (daysLeft <= 0) return { state: 'ended', endsOn }
  return { state: daysLeft <= warnDaysBefore ? 'ending' : 'living', endsOn }
}

/** What is older than all that are known had ended before them. */
function endOfOlder(version: string, oldest: string): string | null | undefined {
  const numberOf = (name: string) => Number(name.slice(1))
  return numberOf(version) < numberOf(oldest) ? versionEnds[oldest] : undefined
}
