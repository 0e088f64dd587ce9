import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, readText, writeAll } from './changes.ts'
import { withoutInsertions } from './edit-source.ts'
import { dataFiles, dataFolder, keepRecord, readRecord, removeEmptyFolder, type InitRecord } from './record.ts'

type RecordedFile = InitRecord['files'][number]

/** What became of the files that `init` had written. */
export interface Undone {
  restored: string[]
  removed: string[]
  /** Files that somebody has changed since: they are left, with what is to be taken out of them by hand. */
  left: { path: string; wasMade: boolean; added: string[] }[]
}

/**
 * Takes back what `init` has written: each file is byte for byte what it was. A file that was changed since is left as it
 * is and stays in the record, so that the command can be run again.
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
    if (now === null ? file.before === null : hashOf(now) === file.before) continue
    const before = now !== null && hashOf(now) === file.after ? withoutInsertions(now, file.insertions) : null
    if (before === null || (file.before !== null && hashOf(before) !== file.before)) {
      kept.push(file)
      done.left.push({ path: file.path, wasMade: file.before === null, added: file.insertions.map(({ text }) => text) })
    } else if (file.before === null) gone.push(file.path)
    else texts.set(file.path, before)
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

/** A file that is no text any more was changed since. */
function textNow(root: string, path: string): string | null {
  try {
    return readText(root, path)
  } catch {
    return ''
  }
}
