import { open, readFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One erasure: whose it was, as a code that names nobody, and when it was asked for. */
export interface Erasure {
  tag: string
  at: Date
}

/** `planned`: about to be committed. `done`: committed. `withdrawn`: it was not, and nothing was erased. */
export type ErasureState = 'planned' | 'done' | 'withdrawn'

export type ErasureEntry = Erasure & { state: ErasureState }

/** What stands in a list of erasures. */
export interface ErasureList {
  /** Every erasure with the newest word on it, in the order in which they were first named. */
  entries: ErasureEntry[]
  /** How many lines, or pieces of lines, could not be read. */
  unreadable: number
}

/**
 * What was erased, kept outside of the database: a backup that is restored knows nothing of later erasures, this list
 * does. Its lines hold codes that name nobody. Each erasure is written twice, before and after its commit: one that
 * failed is not to be carried out later, when nobody asks for it any more.
 */
export interface ErasureLedger {
  /** Where it is kept; `null` where the operator named no place for one, and then it is always empty. */
  readonly file: string | null
  /** On disk when this resolves. */
  add(erasures: readonly Erasure[], state: ErasureState): Promise<void>
  read(): Promise<ErasureList>
}

const nothing: ErasureList = { entries: [], unreadable: 0 }

/** @param file `null` keeps no list */
export function openErasureLedger(file: string | null): ErasureLedger {
  if (file === null) return { file, add: async () => undefined, read: async () => nothing }
  return {
    file,
    async add(erasures, state) {
      if (erasures.length === 0) return
      const handle = await open(file, 'a+', 0o600)
      try {
        const isNew = (await handle.stat()).size === 0
        // A line that a crash or a full disk cut short shall not swallow this one.
        const text = ((await isCut(handle)) ? '\n' : '') + linesOf(erasures, state)
        await handle.appendFile(text)
        await handle.chmod(0o600)
        await handle.sync()
        if (isNew) await syncFolder(dirname(file))
      } finally {
        await handle.close()
      }
    },
    async read() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 'ENOENT') return ''
        throw error
      })
      return parseErasures(text)
    },
  }
}

/** The list as text, one JSON object a line. */
export function linesOf(erasures: readonly Erasure[], state: ErasureState): string {
  return erasures.map(({ tag, at }) => `${JSON.stringify({ tag, at: at.toISOString(), state })}\n`).join('')
}

/** Reads a list, or what else holds its fields in JSON lines, such as `erasure.done` of the log. */
export function parseErasures(text: string): ErasureList {
  const entries = new Map<string, ErasureEntry>()
  let unreadable = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    // Older versions wrote the next line behind one that was cut short.
    const start = Math.max(0, line.lastIndexOf('{"tag"'))
    const entry = parseLine(line.slice(start))
    if (entry === undefined || start > 0) unreadable += 1
    if (entry !== undefined) entries.set(`${entry.at.getTime()} ${entry.tag}`, entry)
  }
  return { entries: [...entries.values()], unreadable }
}

const states: readonly string[] = ['planned', 'done', 'withdrawn'] satisfies ErasureState[]

/** Older versions wrote no state, and meant it to be done. */
function parseLine(line: string): ErasureEntry | undefined {
  try {
    const { tag, at, state = 'done' } = JSON.parse(line) as { tag?: unknown; at?: unknown; state?: unknown }
    const instant = new Date(String(at))
    if (typeof tag !== 'string' || !/^(user|account):./.test(tag)) return undefined
    if (Number.isNaN(instant.getTime()) || !states.includes(String(state))) return undefined
    // One of the three, as was just seen.
    return { tag, at: instant, state: state as ErasureState }
  } catch {
    return undefined
  }
}

async function isCut(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 0x0a
}

/** The name of a new file is on disk only once its folder is; some systems know of no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  try {
    await handle?.sync().catch(() => undefined)
  } finally {
    await handle?.close()
  }
}
