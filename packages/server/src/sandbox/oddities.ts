import type { AppState } from './app-state.ts'
import type { Media } from './media-history.ts'
import type { SandboxPerson } from './people.ts'

/** What the consent page does instead of giving a code: both were seen. */
export type ConsentEnd = 'error' | 'empty'

/** Answers that a test asked to be odd, until they are forgotten. */
export class Oddities {
  app: AppState = 'ok'
  /** What exchange and refresh say of the life of a token. */
  expiresIn: number | undefined
  /** Fields of `/me` by "username field"; undefined = the field is left out. */
  readonly fields = new Map<string, string | number | null | undefined>()
  /** Rows of a series or breakdown by "username metric day". */
  readonly rows = new Map<string, unknown>()
  /** Whom `/me` answers for, by the username of the token. */
  readonly answersMeAs = new Map<string, SandboxPerson>()
  readonly consentEnds = new Map<string, ConsentEnd>()
  /** By media id. */
  readonly likes = new Map<string, number | 'hidden'>()
  /** By media id: no data at all, or values that are null. */
  readonly mediaInsights = new Map<string, 'empty' | 'nulls'>()

  hidesLikes({ id, hidesLikes }: Media): boolean {
    const likes = this.likes.get(id)
    return likes === undefined ? hidesLikes : likes === 'hidden'
  }

  forget(): void {
    this.app = 'ok'
    this.expiresIn = undefined
    for (const map of [this.fields, this.rows, this.answersMeAs, this.consentEnds, this.likes, this.mediaInsights])
      map.clear()
  }
}
