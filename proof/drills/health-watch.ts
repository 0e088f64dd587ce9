import type { Serving } from './serving.ts'
import type { World } from './world.ts'

/** How soon health named what was wrong, in milliseconds since it began, and how soon no more since it ended. */
export interface Named {
  namedAfterMs: number | null
  goneAfterMs: number | null
}

const askEveryMs = 250

/** Asks `admin.health` all the time for one problem. */
export class HealthWatch {
  readonly #ask: () => Promise<string[] | undefined>
  readonly #problem: string
  #begunAt = 0
  #endedAt: number | undefined
  #named: Named = { namedAfterMs: null, goneAfterMs: null }
  #timer: NodeJS.Timeout | undefined

  constructor(world: World, { url }: Pick<Serving, 'url'>, problem: string) {
    const headers = { authorization: `Bearer ${world.tokenOf('operator', 'admin')}` }
    this.#problem = problem
    this.#ask = async () => {
      try {
        const answer = await fetch(`${url}/api/v1/social/instagram/health/`, {
          headers,
          signal: AbortSignal.timeout(10_000),
        })
        return ((await answer.json()) as { problems?: string[] }).problems
      } catch {
        return undefined
      }
    }
  }

  /** What is wrong begins now. */
  begin(): void {
    this.#begunAt = Date.now()
    const look = async () => {
      const problems = await this.#ask()
      const isNamed = problems?.includes(this.#problem)
      const now = Date.now()
      if (isNamed === true) this.#named.namedAfterMs ??= now - this.#begunAt
      if (isNamed === false && this.#endedAt !== undefined) this.#named.goneAfterMs ??= now - this.#endedAt
      this.#timer = setTimeout(() => void look(), askEveryMs)
    }
    void look()
  }

  /** It is right again from now on. */
  end(): void {
    this.#endedAt = Date.now()
  }

  /** @returns what was seen, once it is gone again or the time is over */
  async result(longestMs = 60_000): Promise<Named> {
    const end = Date.now() + longestMs
    while (this.#named.goneAfterMs === null && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    }
    clearTimeout(this.#timer)
    return this.#named
  }
}

/** Named within a minute, and gone within one, or as long as it may take to be gone. */
export function isToldInTime({ namedAfterMs, goneAfterMs }: Named, { goneWithinMs = 60_000 } = {}): boolean {
  return namedAfterMs !== null && namedAfterMs <= 60_000 && goneAfterMs !== null && goneAfterMs <= goneWithinMs
}
