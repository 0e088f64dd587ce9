// Sixteen digits of a number; a text that looks like one is only parsed the slow way.
const longNumber = /(?:^|[:,[])\s*-?\d{16}/
// NUL, and halves of surrogate pairs, which emoji are written with as well: those stay.
const unstorableText = /\\u(?:0000|d[89a-f])/i

/**
 * Parses JSON without losing digits: an integer beyond 2^53 becomes its own text. Instagram sends ids as unquoted
 * integers (`{"user_id":17841405793187219}`), and a plain `JSON.parse` rounds them into another account's id. What no
 * database stores is taken out of texts: NUL is dropped, and half a surrogate pair becomes U+FFFD.
 * @returns the value, or `undefined` when the text is not JSON; the parser's own message is dropped, it quotes the body
 */
export function parseLosslessJson(text: string): unknown {
  try {
    if (!longNumber.test(text) && !unstorableText.test(text)) return JSON.parse(text)
    return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
      if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
      if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
      const source = context?.source
      return source !== undefined && /^-?\d+$/.test(source) ? source : value
    })
  } catch {
    return undefined
  }
}
