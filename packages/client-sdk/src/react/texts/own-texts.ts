import type { Messages } from './pt-br.ts'

/** Sentences of a host's own in place of ours, by where ours stand; what is left out stays as it is. */
export type InstagramTexts = Partially<Messages>

type Whole = string | readonly unknown[] | ((...values: never[]) => unknown)
type Partially<Texts> = {
  [Name in keyof Texts]?: (Texts[Name] extends Whole ? Texts[Name] : Partially<Texts[Name]>) | undefined
}

/** @returns our sentences with the host's in their places; names and kinds that ours do not have are passed over */
export function withOwnTexts(messages: Messages, own: InstagramTexts | undefined): Messages {
  return own === undefined ? messages : replaced(messages, own)
}

function replaced<Texts extends object>(texts: Texts, own: object): Texts {
  const entries = Object.entries(texts).map(([name, text]: [string, unknown]) => {
    const ownText: unknown = Object.hasOwn(own, name) ? own[name as keyof typeof own] : undefined
    if (isGroup(text)) return [name, isGroup(ownText) ? replaced(text, ownText) : text]
    return [name, typeof ownText === typeof text && Array.isArray(ownText) === Array.isArray(text) ? ownText : text]
  })
  // The same names as before, each with a value of the same kind.
  return Object.fromEntries(entries) as Texts
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
