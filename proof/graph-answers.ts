import { readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { GraphFailure, type GraphFailureKind } from '../packages/server/src/instagram/failure.ts'
import { createInstagram, type Instagram } from '../packages/server/src/instagram/instagram.ts'
import { makeRandom } from './random.ts'

export interface AnswersProof {
  answers: number
  /** How many ended in each way; `good` is an answer that was understood. */
  outcomes: Record<string, number>
  faults: string[]
}

const fixtures = new URL('../fixtures/', import.meta.url)
const secret = 'IGAAcanary-of-the-proof'
const conceal = { use: <Result>(read: (text: string) => Result) => read(secret) }
const kinds: readonly GraphFailureKind[] = [
  'transient',
  'rate_limited',
  'app_rate_limited',
  'token_refused',
  'permission_missing',
  'user_action_needed',
  'unsupported_metric',
  'not_available',
  'rejected',
  'unreadable',
]

interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

const questions: readonly ((instagram: Instagram) => Promise<unknown>)[] = [
  (instagram) => instagram.session(conceal).profile(),
  (instagram) => instagram.session(conceal).series(['reach'], { first: '2026-11-01', last: '2026-11-10' }),
  (instagram) => instagram.session(conceal).dayTotals(['views', 'likes'], '2026-11-10'),
  (instagram) =>
    instagram.session(conceal).split(['follows_and_unfollows', 'views'], { day: '2026-11-10', by: 'followType' }),
  (instagram) => instagram.session(conceal).media({ after: null, limit: 25 }),
  (instagram) => instagram.session(conceal).stories({ after: null, limit: 25 }),
  (instagram) => instagram.session(conceal).mediaFigures('1', ['views', 'reach']),
  (instagram) => instagram.exchangeCode('a code'),
  (instagram) => instagram.exchangeLongToken(conceal),
  (instagram) => instagram.refreshLongToken(conceal),
]

/**
 * Recorded answers of Instagram, broken in every way that comes to mind, and every body of JSONTestSuite: each question
 * ends in a value or in a failure of a known kind, no failure quotes the answer or the token, and none but a 190 or a
 * 102 calls a token refused.
 */
export async function proveGraphAnswers({
  mutations,
  seed,
}: {
  mutations: number
  seed: number
}): Promise<AnswersProof> {
  let answer: Answer = { status: 200, headers: {}, body: new Uint8Array() }
  const instagram = createInstagram({
    appId: '1',
    appSecret: conceal,
    redirectUri: 'https://host.example/return',
    authorizeUrl: 'https://www.instagram.example/oauth/authorize',
    oauthBaseUrl: 'https://api.instagram.example',
    graphBaseUrl: 'https://graph.instagram.example',
    graphVersion: 'v25.0',
    endTimeRule: 'start',
    now: () => new Date(0),
    retry: { sleep: () => Promise.resolve(), random: () => 0 },
    http: {
      request: () =>
        Promise.resolve({
          statusCode: answer.status,
          headers: Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
          ),
          body: Readable.from([answer.body]),
        }),
    },
  })
  const outcomes: Record<string, number> = {}
  const faults: string[] = []
  let answers = 0

  async function ask(next: Answer, question: (typeof questions)[number], name: string): Promise<void> {
    answer = next
    answers += 1
    try {
      await question(instagram)
      outcomes['good'] = (outcomes['good'] ?? 0) + 1
    } catch (error) {
      if (!(error instanceof GraphFailure) || !kinds.includes(error.kind)) {
        faults.push(`${name}: ${String(error)}`)
        return
      }
      outcomes[error.kind] = (outcomes[error.kind] ?? 0) + 1
      const told = JSON.stringify({ message: error.message, details: error.details })
      if (told.includes('IGAA') || told.includes('canary')) faults.push(`${name}: quotes a secret`)
      const { code } = error.details
      if (error.kind === 'token_refused' && code !== 190 && code !== 102) faults.push(`${name}: refused by ${code}`)
    }
  }

  for (const file of readdirSync(new URL('json/test_parsing/', fixtures))) {
    const body = new Uint8Array(readFileSync(new URL(`json/test_parsing/${encodeURIComponent(file)}`, fixtures)))
    for (const question of questions) await ask({ status: 200, headers: {}, body }, question, file)
  }
  const recorded = readdirSync(new URL('instagram/', fixtures))
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(new URL(`instagram/${file}`, fixtures), 'utf8')) as { response?: unknown })
    .flatMap(({ response }) => (response === undefined ? [] : [response]))
  const random = makeRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  for (let index = 0; index < mutations; index += 1) {
    const mutated = mutate(structuredClone(pick(recorded)), random)
    await ask(sendBroken(mutated, random), pick(questions), `mutation ${index}`)
  }
  return { answers, outcomes, faults }
}

const oddValues: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  17_841_405_793_187_220_000,
  true,
  [],
  {},
  'IGAAcanary',
  { error: {} },
  190,
  '190',
  [[[]]],
  '\u0000',
]

/** Some fields gone, renamed, of another type, or with another code. */
function mutate(body: unknown, random: () => number): unknown {
  for (let times = Math.floor(random() * 4); times > 0; times -= 1) {
    const places = placesIn(body)
    const place = places[Math.floor(random() * places.length)]
    if (!place) return oddValues[Math.floor(random() * oddValues.length)]
    const { holder, key } = place
    const chance = random()
    if (chance < 0.3) Reflect.deleteProperty(holder, key)
    else if (chance < 0.5) Reflect.set(holder, `${key}x`, Reflect.get(holder, key) as unknown)
    else if (chance < 0.6) {
      const error = { message: 'x', code: Math.floor(random() * 40_000), error_subcode: Math.floor(random() * 600) }
      Reflect.set(holder, 'error', error)
    } else Reflect.set(holder, key, oddValues[Math.floor(random() * oddValues.length)])
  }
  return body
}

function placesIn(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)])
}

const statuses = [200, 200, 200, 400, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 301, 307]

function sendBroken(body: unknown, random: () => number): Answer {
  let text = JSON.stringify(body) ?? ''
  const chance = random()
  if (chance < 0.1) text = text.slice(0, Math.floor(random() * text.length))
  else if (chance < 0.15) text = `<html><body>${text}</body></html>`
  else if (chance < 0.2) text = text.repeat(2)
  const bytes = new TextEncoder().encode(text)
  if (chance > 0.95 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  const status = statuses[Math.floor(random() * statuses.length)] ?? 200
  return {
    status,
    headers: {
      ...(random() < 0.3 ? { 'x-app-usage': random() < 0.5 ? '{"call_count":50}' : '{broken' } : {}),
      ...(random() < 0.2 ? { 'retry-after': random() < 0.5 ? '3' : 'soon' } : {}),
      ...(random() < 0.2 ? { 'content-type': 'text/html' } : {}),
    },
    body: bytes,
  }
}
