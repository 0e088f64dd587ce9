const longest = 200
/** How Instagram's tokens and codes begin, and those of this product. */
const beginnings = ['IGAA', 'IGQ', 'EAA', 'AQ', 'gAAAA', 'eyJ']
const shortestToken = 8
/** No natural word is that long and has a digit in it. */
const longWord = 16

/**
 * Instagram's own sentence about a failure as it may be stored, logged and shown to an operator: without ids, without
 * whatever could be a token, a code or a secret, on one line and cut to 200 characters.
 * @param hidden what was sent along and must not come back, such as the token
 * @returns `undefined` when nothing is left
 */
export function safeWords(message: string, hidden: readonly string[] = []): string | undefined {
  const without = hidden.filter((text) => text !== '').reduce((text, part) => text.replaceAll(part, '…'), message)
  const words = without
    .slice(0, 10 * longest)
    .replace(/[\w+/=.%|~:?&-]+/g, (word) => (isOpaque(word) ? '…' : word))
    // Ids of accounts, posts and apps have six digits and more.
    .replace(/\d{6,}/g, '…')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  if (words === '') return undefined
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words
}

function isOpaque(word: string): boolean {
  if (word.includes('=')) return true
  const isToken = word.length >= shortestToken && beginnings.some((beginning) => word.startsWith(beginning))
  return isToken || (word.length >= longWord && /\d/.test(word))
}
