/** One request and what must come of it in every host. */
export interface HostRequest {
  /** Below the path where the dashboard is mounted. */
  path: string
  init?: RequestInit
  status: number
  /** The host's own parser of bodies answers it, where it has one. */
  isForOurParser?: true
  /** What it says is of this moment: its status and its headers are compared, its bytes and its seconds are not. */
  isAlwaysNew?: true
  /** Nothing of ours: the host's own page, where it has one. */
  isUnknown?: true
  /** Its answer names other places from where it was asked: with a slash at its end and without it differs. */
  isAboutItsSlash?: true
  /** Asked a second time, with the `ETag` of the first answer. */
  isConditional?: true
}

export type HostRequests = Record<string, HostRequest>

/** What somebody's browser or program sends so that the host knows them: a cookie, a token. */
export type SignedIn = Readonly<Record<string, string>>

export interface Callers {
  /** Has connected an account, whose numbers are there. */
  ana: SignedIn
  /** Has nothing. */
  bruno: SignedIn
  /** Begins connections and completes none. */
  dora: SignedIn
  /** An admin. */
  carla: SignedIn
  /** Says something that the host does not know. */
  stranger: SignedIn
}

export const rest = '/api/v1/social/instagram'
export const admin = '/api/v1/admin'
export const json = { 'content-type': 'application/json' }
export const form = { 'content-type': 'application/x-www-form-urlencoded' }
export const partner = 'https://partner.example'
export const nobody = '11111111-1111-4111-8111-111111111111'
/** A change without an input, as the clients of tRPC write it. */
export const nothing = JSON.stringify({ json: null, meta: { values: ['undefined'] } })

/** @returns a request of this person */
export const as = (person: SignedIn, headers: Record<string, string> = {}, method = 'GET'): RequestInit => ({
  method,
  headers: { ...person, ...headers },
})

/** @returns a request of this person with a body */
export const post = (person: SignedIn, body: BodyInit, headers: Record<string, string> = json): RequestInit => ({
  ...as(person, headers, 'POST'),
  body,
})

export const write = (input: unknown) => JSON.stringify({ json: input })

export function query(name: string, input?: unknown): string {
  return `/trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(write(input))}`}`
}

/** @param inputs by their place in the batch */
export function batch(names: readonly string[], inputs: Record<number, unknown> = {}): string {
  const written = Object.fromEntries(Object.entries(inputs).map(([place, input]) => [place, { json: input }]))
  return `/trpc/${names.join(',')}?batch=1&input=${encodeURIComponent(JSON.stringify(written))}`
}

/** Two weeks of whole days that are over in every time zone. */
export function twoWeeks(now: Date): { startDate: string; endDate: string } {
  const day = (ago: number) => new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10)
  return { startDate: day(15), endDate: day(2) }
}
