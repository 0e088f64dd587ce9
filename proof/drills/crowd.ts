import { setTimeout as pause } from 'node:timers/promises'
import type { World } from './world.ts'
import { redirectUri } from './world.ts'

/** What the server said is done, and how it answered. */
export interface Acknowledged {
  connects: number
  disconnects: number
  /** Ids of runs that ended with numbers. */
  syncs: Set<string>
  /** Person → the states that they may be in: two where nobody knows whether the last thing was done. */
  states: Map<string, Set<'connected' | 'disconnected'>>
  /** Codes of logins that were handed in. */
  codesGiven: number
  /** How often each status and code was answered; `none` without an answer. */
  answers: Record<string, number>
  /** Answers that send users to support for what passes by itself. */
  toSupport: number
  /** Milliseconds of reads, each answered with 200. */
  reads: number[]
}

interface Answer {
  status: number | 'none'
  body: Record<string, unknown>
}

interface Call {
  token: string
  method: string
  body: object | undefined
}

const base = '/api/v1/social/instagram'
const longestCallMs = 30_000
const mostLooks = 5

/** People who connect, look, sync and disconnect at random, one thing after another, until they are told to stop. */
export class Crowd {
  readonly acknowledged: Acknowledged = {
    connects: 0,
    disconnects: 0,
    syncs: new Set(),
    states: new Map(),
    codesGiven: 0,
    answers: {},
    toSupport: 0,
    reads: [],
  }
  readonly #world: World
  readonly #urls: () => readonly string[]
  readonly #random: () => number
  readonly #pauseMs: number
  readonly #disconnects: number
  #isStopped = false
  #users: Promise<void>[] = []

  /**
   * @param options.urls where the web processes are at the moment
   * @param options.disconnects the share of disconnecting in what they do. Nobody begins more than twenty connections an hour
   */
  constructor(
    world: World,
    {
      size,
      urls,
      random,
      pauseMs = 150,
      disconnects = 0.015,
    }: {
      size: number
      urls: () => readonly string[]
      random: () => number
      pauseMs?: number
      disconnects?: number
    },
  ) {
    this.#world = world
    this.#urls = urls
    this.#random = random
    this.#pauseMs = pauseMs
    this.#disconnects = disconnects
    this.#users = Array.from({ length: size }, (_, index) => this.#live(`person-${index}`, `conta.${index}`))
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all(this.#users)
  }

  async #live(userId: string, username: string): Promise<void> {
    const { states } = this.acknowledged
    states.set(userId, new Set(['disconnected']))
    let looks = 0
    while (!this.#isStopped) {
      const known = states.get(userId)
      const chance = this.#random()
      const isInDoubt = known === undefined || known.size > 1
      looks = isInDoubt ? looks + 1 : 0
      // In doubt they look, as users do; a connection that was under way may be finished in the background meanwhile.
      if (isInDoubt && looks <= mostLooks) await this.#look(userId)
      else if (isInDoubt || known.has('disconnected')) await this.#connect(userId, username)
      else if (chance < this.#disconnects) await this.#disconnect(userId)
      else if (chance < 0.3) await this.#sync(userId)
      else await this.#read(userId)
      await pause(this.#pauseMs * (0.5 + this.#random()))
    }
  }

  async #connect(userId: string, username: string): Promise<void> {
    const start = await this.#call(userId, 'GET /connect/')
    const state = start.body['state']
    if (start.status !== 200 || typeof state !== 'string') return
    const code = this.#world.sandbox.control.approve(username, { state, redirectUri })
    this.#mayBe(userId, 'connected')
    this.acknowledged.codesGiven += 1
    const { status } = await this.#call(userId, 'POST /callback/', { code, state })
    if (status !== 200) return
    this.acknowledged.connects += 1
    this.#is(userId, 'connected')
  }

  async #disconnect(userId: string): Promise<void> {
    this.#mayBe(userId, 'disconnected')
    const { status } = await this.#call(userId, 'DELETE /disconnect/')
    if (status !== 200) return
    this.acknowledged.disconnects += 1
    this.#is(userId, 'disconnected')
  }

  async #sync(userId: string): Promise<void> {
    const { status, body } = await this.#call(userId, 'POST /sync/', {})
    const isDone = body['status'] === 'succeeded' || body['status'] === 'partial'
    if (status === 200 && isDone && typeof body['id'] === 'string') this.acknowledged.syncs.add(body['id'])
  }

  async #read(userId: string): Promise<void> {
    const begun = performance.now()
    const { status } = await this.#call(userId, 'GET /metrics/')
    if (status === 200) this.acknowledged.reads.push(performance.now() - begun)
  }

  async #look(userId: string): Promise<void> {
    const { status, body } = await this.#call(userId, 'GET /status/')
    if (status === 200 && body['connected'] === true) this.#is(userId, 'connected')
  }

  #is(userId: string, state: 'connected' | 'disconnected'): void {
    this.acknowledged.states.set(userId, new Set([state]))
  }

  #mayBe(userId: string, state: 'connected' | 'disconnected'): void {
    this.acknowledged.states.get(userId)?.add(state)
  }

  async #call(userId: string, what: `${string} ${string}`, body?: object): Promise<Answer> {
    const [method = '', path = ''] = what.split(' ')
    const urls = this.#urls()
    const url = urls[Math.floor(this.#random() * urls.length)]
    const answer =
      url === undefined
        ? none
        : await call(`${url}${base}${path}`, { token: this.#world.tokenOf(userId), method, body })
    const { answers } = this.acknowledged
    // A run that is answered has an error of its own.
    const isRefused = typeof answer.status === 'number' && answer.status >= 400
    const error = isRefused ? (answer.body['error'] as { code?: string; action?: string } | undefined) : undefined
    const name = error === undefined ? String(answer.status) : `${answer.status} ${error.code}`
    answers[name] = (answers[name] ?? 0) + 1
    if (answer.status === 500 || error?.action === 'contact_support') this.acknowledged.toSupport += 1
    return answer
  }
}

const none: Answer = { status: 'none', body: {} }

async function call(url: string, { token, method, body }: Call): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(longestCallMs),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  } catch {
    return none
  }
}
