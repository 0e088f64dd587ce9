export const mostLetters = 40
export const mostTagsOfAMedia = 10
export const mostTagsOfAnAccount = 200

const letters = new Intl.Segmenter()
// What no reader sees, but for what joins the parts of an emoji.
const unseen = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u
const anything = /[\p{L}\p{N}\p{S}]/u

/**
 * One form for what is the same tag to a reader: composed letters, small ones, single spaces, no `#` in front.
 * @returns `null` for what is no tag: nothing to read, or more than forty letters
 */
export function normalizeTag(text: string): string | null {
  const tag = text
    .normalize('NFC')
    .trim()
    .replace(/^#+/, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ')
    .toLowerCase()
  if (unseen.test(tag) || !anything.test(tag)) return null
  return [...letters.segment(tag)].length > mostLetters ? null : tag
}
