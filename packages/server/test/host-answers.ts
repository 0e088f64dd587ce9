import type { HostRequest } from './host-requests.ts'

/** An app of somebody else's with the dashboard at `/instagram`. */
export interface AskedHost {
  /** @param path below `/instagram` */
  ask(path: string, init?: RequestInit): Promise<Response>
}

/** What of the answers a host gives by itself. */
export interface HostHabits {
  /** It has its own parsers of bodies, which refuse what they can not read before we are asked. */
  parsesBodies?: true
  /** It has its own page for paths that nobody answers. */
  ownsUnknownPaths?: true
  /** It sends whoever asks for a path with a slash at its end to the path without, which they follow. */
  takesSlashesOff?: true
  /** It names more of what its answers depend on. */
  addsToVary?: true
}

/** What a client goes by; others are the server's own, as `date`, or differ with every answer. */
const headersThatCount = [
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'allow',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-security-policy',
  'content-type',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'etag',
  'location',
  'referrer-policy',
  'retry-after',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
]

export interface HostAnswer {
  status: number
  headers: Record<string, string | null>
  isNamed: boolean
  body: string
}

async function ask(host: AskedHost, { path, init, isConditional }: HostRequest, changing: RegExp): Promise<HostAnswer> {
  const first = await host.ask(path, init)
  const response = isConditional ? await askAgain(host, { path, init }, first) : first
  const headers = Object.fromEntries(headersThatCount.map((name) => [name, response.headers.get(name)]))
  const isNamed = response.headers.get('x-request-id') !== null
  const text = await response.text()
  const body = text.replace(changing, '<id>')
  // Made of the bytes.
  if (body !== text || text === '') headers['etag'] = null
  return { status: response.status, headers, isNamed, body }
}

/** Asks with the mark of the answer before. */
async function askAgain(
  host: AskedHost,
  { path, init }: { path: string; init: RequestInit | undefined },
  before: Response,
): Promise<Response> {
  await before.text()
  const headers = new Headers(init?.headers)
  headers.set('if-none-match', before.headers.get('etag') ?? 'none was given')
  // Else `fetch` asks caches for nothing old, as a reload does.
  headers.set('cache-control', 'max-age=0')
  return host.ask(path, { ...init, headers })
}

const namesIn = (list: string | null | undefined) => (list ?? '').toLowerCase().split(/, */)

function namesAll(list: string | null | undefined, wanted: string | null | undefined): boolean {
  const names = namesIn(list)
  return namesIn(wanted).every((name) => name === '' || names.includes(name))
}

/** How many signs of a text are shown of what is not as it should be. */
const shown = 160

function* differencesBetween(answer: HostAnswer, expected: HostAnswer): Generator<string> {
  if (answer.status !== expected.status) yield `status ${answer.status}, elsewhere ${expected.status}`
  if (answer.isNamed !== expected.isNamed) yield `x-request-id ${answer.isNamed}, elsewhere ${expected.isNamed}`
  for (const [name, value] of Object.entries(expected.headers)) {
    const here = answer.headers[name] ?? null
    if (here !== value) yield `${name} ${here}, elsewhere ${value}`
  }
  if (answer.body === expected.body) return
  const signs = Array.from(expected.body)
  const place = signs.findIndex((sign, index) => sign !== answer.body[index])
  const start = Math.max(0, (place < 0 ? signs.length : place) - 20)
  const part = (text: string) => JSON.stringify(text.slice(start, start + shown))
  yield `body ${part(answer.body)}, elsewhere ${part(expected.body)}`
}

/** Compares what hosts answer with what the first of them has, and with the status that the request is to have. */
export class HostComparison {
  /** Each answer that is not as it should be, and in what. */
  readonly differences: string[] = []
  readonly #first = new Map<string, HostAnswer>()
  readonly #changing: RegExp

  /** @param changing what differs from host to host in the text of an answer */
  constructor(changing: RegExp) {
    this.#changing = changing
  }

  /** @returns how many requests the host was asked */
  async compare(
    name: string,
    { host, habits, requests }: { host: AskedHost; habits: HostHabits; requests: Record<string, HostRequest> },
  ): Promise<number> {
    let asked = 0
    for (const [what, request] of Object.entries(requests)) {
      if (habits.parsesBodies && request.isForOurParser) continue
      asked += 1
      const answer = await ask(host, request, this.#changing)
      const { status, isUnknown = false, isAlwaysNew = false, isAboutItsSlash = false } = request
      const tell = (difference: string) => void this.differences.push(`${name}: ${what}: ${difference}`)
      if (answer.status !== status) tell(`${answer.status} in place of ${status}: ${answer.body.slice(0, shown)}`)
      if (isUnknown && habits.ownsUnknownPaths) continue
      if (isAboutItsSlash && habits.takesSlashesOff) continue
      if (isAlwaysNew) {
        answer.body = ''
        answer.headers['etag'] = null
        if (answer.headers['retry-after'] !== null) answer.headers['retry-after'] = 'some seconds'
      }
      const expected = this.#first.get(what) ?? answer
      this.#first.set(what, expected)
      if (habits.addsToVary && namesAll(answer.headers['vary'], expected.headers['vary'])) {
        answer.headers['vary'] = expected.headers['vary'] ?? null
      }
      for (const difference of differencesBetween(answer, expected)) tell(difference)
      if (isUnknown && !answer.body.includes('"code":"NOT_FOUND"')) tell('answered by nobody of ours')
    }
    return asked
  }
}
