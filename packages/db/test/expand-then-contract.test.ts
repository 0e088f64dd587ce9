import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// The migrations before were released when no version ran on a schema that it did not know.
const firstWithPromise = 12
// What the program before would stumble over, or write rows that the new one can not read.
const takesAway =
  /\bDROP (TABLE|COLUMN|VIEW|TRIGGER|FUNCTION)\b|\bRENAME\b|\bSET NOT NULL\b|\bALTER COLUMN\b|\bUNIQUE INDEX\b/i

describe.each(['sqlite', 'postgres'])('each migration of %s', (dialect) => {
  const folder = join(import.meta.dirname, '..', 'migrations', dialect)
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { idx: number; tag: string }[]
  }
  const names = entries.map(({ tag }) => tag)

  test('says in its first line from which one on a version runs on it, and one that only adds takes nothing away', () => {
    for (const { idx, tag } of entries.slice(firstWithPromise)) {
      const text = readFileSync(join(folder, `${tag}.sql`), 'utf8')
      const [, oldest = ''] = /^-- compatible from: (\S+)\n/.exec(text) ?? []
      expect([tag, names.indexOf(oldest)]).toEqual([tag, expect.toSatisfy((index) => index >= 0 && index <= idx)])
      if (oldest === tag) continue
      expect([tag, text.match(takesAway)?.[0]]).toEqual([tag, undefined])
      const unfilled = text
        .split(';')
        .filter((line) => /\bADD\b.*\bNOT NULL\b/i.test(line) && !/\bDEFAULT\b/i.test(line))
      expect([tag, unfilled]).toEqual([tag, []])
    }
  })
})
