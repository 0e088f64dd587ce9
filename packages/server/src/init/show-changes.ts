import { afterOf, type Change } from './changes.ts'

const contextLines = 3

/** Changes as a patch, as `git diff` shows them; lines of a file with secrets are left out, but for those that are added. */
export const showChanges = (changes: readonly Change[]): string => changes.map(showChange).join('\n')

function showChange(change: Change): string {
  const { path, before } = change
  const head = [`--- ${before === null ? '/dev/null' : `a/${path}`}`, `+++ b/${path}`]
  const rows = rowsOf(change)
  const around = change.isSecret ? 0 : contextLines
  const isShown = rows.map((_row, index) =>
    rows.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== ' '),
  )
  const hunks: string[] = []
  for (let start = 0; start < rows.length; start += 1) {
    if (!isShown[start]) continue
    let end = start
    while (isShown[end]) end += 1
    const hunk = rows.slice(start, end)
    const count = (without: '+' | '-') => hunk.filter(({ sign }) => sign !== without).length
    const first = (without: '+' | '-') => rows.slice(0, start).filter(({ sign }) => sign !== without).length
    const range = (without: '+' | '-') => `${first(without) + (count(without) > 0 ? 1 : 0)},${count(without)}`
    hunks.push(`@@ -${range('+')} +${range('-')} @@`, ...hunk.map(({ sign, text }) => `${sign}${text}`))
    start = end
  }
  return [...head, ...hunks].join('\n')
}

interface Row {
  sign: ' ' | '+'
  text: string
}

/** The lines of the file after, each marked whether it is new: there are only lines that come in between. */
function rowsOf(change: Change): Row[] {
  const linesOf = (text: string) => text.replace(/\r?\n$/, '').split(/\r?\n/)
  const after = linesOf(afterOf(change))
  if (change.before === null || change.before === '') return after.map((text) => ({ sign: '+', text }))
  const before = linesOf(change.before)
  let at = 0
  return after.map((text): Row => {
    if (text !== before[at]) return { sign: '+', text }
    at += 1
    return { sign: ' ', text }
  })
}
