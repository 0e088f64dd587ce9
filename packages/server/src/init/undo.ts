import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dirname, relative } from 'node:path/posix'
import { hashOf, readText, writeAll } from './changes.ts'
import { withoutInsertions } from './edit-source.ts'
import { readHost } from './read-host.ts'
import { dataFiles, dataFolder, keepRecord, readRecord, removeEmptyFolder, type InitRecord } from './record.ts'

type RecordedFile = InitRecord['files'][number]

/** What became of the files that `init` had written. */
export interface Undone {
  restored: string[]
  removed: string[]
  /** Files that can not be taken back surely: they are left, with what is to be taken out of them by hand. */
  left: { path: string; wasMade: boolean; added: string[]; namedBy?: string }[]
}

/**
 * Takes back what `init` has written: each file is byte for byte what it was, and one that was changed since loses what was
 * added and keeps the change. Where that can not be done surely a file is left as it is and stays in the record, so that the
 * command can be run again.
 * @returns `undefined` where there is nothing to take back
 */
export function undo(root: string): Undone | undefined {
  const record = readRecord(root)
  if (record === undefined) return undefined
  const done: Undone = { restored: [], removed: [], left: [] }
  const texts = new Map<string, string>()
  const gone: string[] = []
  const kept: RecordedFile[] = []
  for (const file of record.files) {
    const now = textNow(root, file.path)
    // Somebody has taken it back already.
    if (now === null || hashOf(now) === file.before) continue
    const { before, remaining } = takenOut(file, now)
    const wasMade = file.before === null
    if (before === null) {
      kept.push(file)
      done.left.push({ path: file.path, wasMade, added: remaining })
    } else if (wasMade && before.trim() === '') gone.push(file.path)
    else if (before !== now) texts.set(file.path, before)
  }
  const named = keepNamed(root, { texts, gone })
  for (const [path, namedBy] of named) {
    kept.push(...record.files.filter((file) => file.path === path))
    done.left.push({ path, wasMade: true, added: [], namedBy })
    gone.splice(gone.indexOf(path), 1)
  }
  writeAll(root, texts)
  for (const path of gone) rmSync(join(root, path))
  done.restored.push(...texts.keys())
  done.removed.push(...gone)
  if (!record.hadData) {
    for (const path of dataFiles(root)) {
      rmSync(join(root, path))
      done.removed.push(path)
    }
    removeEmptyFolder(root, dataFolder)
  }
  for (const folder of record.folders.toReversed()) if (existsSync(join(root, folder))) removeEmptyFolder(root, folder)
  keepRecord(root, { ...record, files: kept })
  return done
}

/** A file without what was added; `null` with what remains of that, where it can not be told from what is the developer's. */
function takenOut(file: RecordedFile, now: string): { before: string | null; remaining: string[] } {
  const added = file.insertions.map(({ text }) => text)
  if (hashOf(now) === file.after) {
    const before = withoutInsertions(now, file.insertions)
    if (file.before === null || hashOf(before) === file.before) return { before, remaining: [] }
  }
  // A source that was made is one whole: what somebody has put into it does not stand without the rest.
  if (file.before === null && isSource.test(file.path)) return { before: null, remaining: added }
  const remaining = added.filter((text) => hasLineOf(now, text))
  const places = remaining.map((text) => onlyPlace(now, text))
  if (places.includes(null)) return { before: null, remaining }
  return { before: remaining.reduce((text, one) => text.replace(one, () => ''), now), remaining: [] }
}

const isSource = /\.(?:[cm]?[jt]sx?|svelte)$/

/** Where a text stands with nothing behind it on its line; `null` where it does not, or does more than once. */
function onlyPlace(now: string, text: string): number | null {
  const at = now.indexOf(text)
  if (at === -1 || now.includes(text, at + 1)) return null
  return text.endsWith('\n') || /^\r?(?:\n|$)/.test(now.slice(at + text.length)) ? at : null
}

/** Whether any line of what was added is there still, also as a formatter would write it. */
function hasLineOf(now: string, text: string): boolean {
  const linesOf = (of: string) => of.split('\n').map((line) => line.replaceAll(/[\s;]/g, '').replaceAll('"', "'"))
  const lines = new Set(linesOf(now))
  return linesOf(text).some((line) => line !== '' && lines.has(line))
}

/** Files that were made and that a source names which stays: without them it would not start. By path, who names it. */
function keepNamed(root: string, { texts, gone }: { texts: ReadonlyMap<string, string>; gone: readonly string[] }) {
  const host = readHost(root)
  const staying = host.sources.filter((path) => !gone.includes(path))
  const named = new Map<string, string>()
  for (const path of gone.filter((one) => isSource.test(one))) {
    const by = staying.find((source) => isNamed(texts.get(source) ?? host.read(source), { from: source, path }))
    if (by !== undefined) named.set(path, by)
  }
  return named
}

function isNamed(text: string, { from, path }: { from: string; path: string }): boolean {
  const way = relative(dirname(from), path.replace(isSource, ''))
  const name = way.startsWith('.') ? way : `./${way}`
  return ['"', "'", '`'].some((quote) => [quote, '.'].some((end) => text.includes(`${quote}${name}${end}`)))
}

/** A file that is no text any more was changed since. */
function textNow(root: string, path: string): string | null {
  try {
    return readText(root, path)
  } catch {
    return ''
  }
}
