import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { withInsertions, type Insertion } from './edit-source.ts'

/** One file that is to be made, or to get lines. */
export interface Change {
  /** From the root of the host, with `/`. */
  path: string
  /** `null` where there is no such file yet. */
  before: string | null
  insertions: readonly Insertion[]
  /** Its lines are nobody's to see. */
  isSecret?: true
}

export const afterOf = ({ before, insertions }: Change): string => withInsertions(before ?? '', insertions)

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a file, `null` without one. @throws TypeError for bytes that are no UTF-8 */
export function readText(root: string, path: string): string | null {
  const file = join(root, path)
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return null
  return utf8.decode(readFileSync(file))
}

/** Whether its owner has said that a file is not to be written, whatever the rights of this process. */
export function isReadOnly(root: string, path: string): boolean {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  return found !== undefined && (found.mode & 0o222) === 0
}

/** Folders that have to be made for a file, the outermost first. */
export function missingFolders(root: string, path: string): string[] {
  const parts = dirname(path).split('/')
  const folders = parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
  return folders.filter(
    (folder) => folder !== '.' && statSync(join(root, folder), { throwIfNoEntry: false }) === undefined,
  )
}

/**
 * Writes all files, or none: each is written whole beside its place first and then put there, and when one of them can
 * not be, those before it are what they were.
 */
export function writeAll(root: string, texts: ReadonlyMap<string, string>): void {
  const undone: (() => void)[] = []
  try {
    const prepared = [...texts].map(([path, text]) => {
      for (const folder of missingFolders(root, path)) {
        mkdirSync(join(root, folder))
        undone.unshift(() => rmdirSync(join(root, folder)))
      }
      return prepare(join(root, path), text, undone)
    })
    for (const put of prepared) put()
  } catch (error) {
    for (const undo of undone) undo()
    throw error
  }
}

function prepare(path: string, text: string, undone: (() => void)[]): () => void {
  const isThere = statSync(path, { throwIfNoEntry: false })
  // Behind a link is the file that is meant.
  const file = isThere ? realpathSync(path) : path
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
  undone.unshift(() => rmSync(temporary, { force: true }))
  // With its rights from the first byte on: nobody else may read a file of settings, not even beside its place.
  writeFileSync(temporary, text, { mode: isThere ? isThere.mode & 0o7777 : 0o666, flag: 'wx' })
  // What the process's mask has taken away.
  if (isThere) chmodSync(temporary, isThere.mode)
  const before = isThere ? readFileSync(file) : null
  return () => {
    renameSync(temporary, file)
    undone.unshift(() => (before === null ? rmSync(file) : writeFileSync(file, before)))
  }
}
