import { timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

const shown = '[redacted]'

/** A text that can not be printed by accident. Its value is reached only through `use`. */
export class Secret {
  readonly #value: string

  private constructor(value: string) {
    this.#value = value
  }

  static of(value: string): Secret {
    return new Secret(value)
  }

  /** Lends the value to one function. */
  use<Result>(read: (text: string) => Result): Result {
    return read(this.#value)
  }

  /** Compares in constant time for equal lengths. */
  equals(other: Secret | string): boolean {
    const mine = Buffer.from(this.#value)
    const theirs = Buffer.from(typeof other === 'string' ? other : other.#value)
    return mine.length === theirs.length && timingSafeEqual(mine, theirs)
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [inspect.custom](): string {
    return shown
  }
}
