import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type SQLite from 'better-sqlite3'
import type { EngineFacts } from '../database.ts'
import { isBusy } from './busy-retry.ts'

const leastFreeBytes = 64 * 1024 * 1024

export const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Created before SQLite opens it, so that it and its -wal and -shm are never readable by others.
 * Source: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export function createPrivateFile(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  // A file that exists is not opened: its end would drop the locks of a connection that this process has already.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}

/** SQLite writes into an empty file as into none, so the file is made with its mode first. */
export function writeBackup(raw: SQLite.Database, path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'wx', 0o600))
  try {
    raw.prepare('VACUUM INTO ?').run(path)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

/** SQLite does not fail when another connection still reads from the log: it says so, and leaves the bytes there. */
export function emptyLog(raw: SQLite.Database): void {
  const [outcome] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (outcome?.busy) throw Object.assign(new Error('The database log is still being read'), { code: 'SQLITE_BUSY' })
}

/** Reading proves little: a full disk or a file that is read-only shows when something is to be written. */
export function proveWritable(raw: SQLite.Database, file: string | null): void {
  try {
    // A transaction that is open is a proof as good.
    if (!raw.inTransaction) {
      raw.exec('BEGIN IMMEDIATE')
      raw.exec('ROLLBACK')
    }
  } catch (error) {
    // Somebody else is writing, so writing works.
    if (!isBusy(error)) throw error
  }
  const { freeBytes } = describe(raw, file)
  if (freeBytes !== null && freeBytes < leastFreeBytes) throw new Error('The disk of the database is full')
}

export function describe(raw: SQLite.Database, file: string | null): EngineFacts {
  const version = String(raw.prepare('SELECT sqlite_version()').pluck().get())
  if (file === null) return { engine: 'sqlite', version, bytes: null, logBytes: null, freeBytes: null, diskBytes: null }
  const { bavail, blocks, bsize } = statfsSync(dirname(file))
  return {
    engine: 'sqlite',
    version,
    bytes: sizeOf(file),
    logBytes: sizeOf(`${file}-wal`),
    freeBytes: bavail * bsize,
    diskBytes: blocks * bsize,
  }
}
