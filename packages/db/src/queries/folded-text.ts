/** Longer than any name; an index entry of PostgreSQL takes no more than 2,700 bytes. */
const longest = 200

/**
 * A text as it is searched for: without accents and without a difference between capitals and small letters, so that
 * "otica" finds "Ótica". Made here and not by the database, since SQLite's `lower` knows ASCII only and PostgreSQL's
 * depends on its collation. Capitals, because small letters have two forms of some (ς and σ, ß and ss).
 */
export function foldText(text: string): string {
  return text.slice(0, longest).normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().slice(0, longest)
}
