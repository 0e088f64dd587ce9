import { existsSync, readFileSync, rmdirSync, rmSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { afterOf, hashOf, missingFolders, type Change } from './changes.ts'
import { InitFault } from './read-host.ts'

export const recordFolder = '.instagram-dashboard'
export const recordPath = `${recordFolder}/init.json`
/** Where the sandbox keeps what it invents, beside the files that SQLite and we put there. */
export const dataFolder = 'data'
const dataFile = /^instagram-dashboard\.sandbox\.db(-wal|-shm|\.erasures)?$/

const recordSchema = z.object({
  version: z.literal(1),
  files: z.array(
    z.object({
      path: z.string(),
      /** What was added, and where in the file before; never anything that stood there already. */
      insertions: z.array(z.object({ offset: z.number(), text: z.string() })),
      before: z.string().nullable(),
      after: z.string(),
    }),
  ),
  /** Folders that were made, the outermost first. */
  folders: z.array(z.string()),
  /** Whether the sandbox had data already, which is then left. */
  hadData: z.boolean(),
})
export type InitRecord = z.infer<typeof recordSchema>

/** What is needed to take everything back. */
function recordOf(root: string, changes: readonly Change[]): InitRecord {
  return {
    version: 1,
    files: changes.map((change) => ({
      path: change.path,
      insertions: [...change.insertions],
      before: change.before === null ? null : hashOf(change.before),
      after: hashOf(afterOf(change)),
    })),
    folders: [...new Set(changes.flatMap(({ path }) => missingFolders(root, path)))],
    hadData: dataFiles(root).length > 0,
  }
}

const textOfRecord = (record: InitRecord): string => `${JSON.stringify(record, null, 2)}\n`

/** What is to be written. The record stands there first: whatever ends the process, all that was written can be taken back. */
export const textsToWrite = (root: string, changes: readonly Change[]): Map<string, string> =>
  new Map([
    [recordPath, textOfRecord(recordOf(root, changes))],
    ...changes.map((change) => [change.path, afterOf(change)] as const),
  ])

/** @returns `undefined` without one. @throws InitFault for one that can not be read */
export function readRecord(root: string): InitRecord | undefined {
  if (!existsSync(join(root, recordPath))) return undefined
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(root, recordPath), 'utf8')))
  } catch {
    throw new InitFault(
      `${recordPath} can not be read: what was written can not be told from what is yours. Use git to go back.`,
    )
  }
}

/** Keeps what is still to be taken back, or nothing when nothing is. */
export function keepRecord(root: string, record: InitRecord): void {
  if (record.files.length > 0) return writeFileSync(join(root, recordPath), textOfRecord(record))
  rmSync(join(root, recordPath), { force: true })
  removeEmptyFolder(root, recordFolder)
}

export function removeEmptyFolder(root: string, folder: string): void {
  const path = join(root, folder)
  if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path)
}

/** Files of the sandbox's database, from the root. */
export function dataFiles(root: string): string[] {
  const folder = join(root, dataFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => dataFile.test(name))
    .map((name) => `${dataFolder}/${name}`)
}
