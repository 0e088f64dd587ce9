import { appendFile, chmod, open, readFile } from 'node:fs/promises'

/** One erasure: whose it was, as a code that names nobody, and when it was asked for. */
export interface Erasure {
  tag: string
  at: Date
}

/** `planned`: about to be committed. `done`: committed. `withdrawn`: it was not, and nothing was erased. */
export type ErasureState = 'planned' | 'done' | 'withdrawn'

export type ErasureEntry = Erasure & { state: ErasureState }

/**
 * What was erased, kept outside of the database: a backup that is restored knows nothing of later erasures, this list
 * does. Its lines hold codes that name nobody. Each erasure is written twice, before and after its commit: one that
 * failed is not to be carried out later, when nobody asks for it any more.
 */
export interface ErasureLedger {
  /** On disk when this resolves. */
  add(erasures: readonly Erasure[], state: ErasureState): Promise<void>
  /** Every erasure with the newest word on it, in the order in which they were first named. */
  read(): Promise<ErasureEntry[]>
}

/** @param file `null` keeps no list, where the operator named no place for one */
export function openErasureLedger(file: string | null): ErasureLedger {
  if (file === null) return { add: async () => undefined, read: async () => [] }
  return {
    async add(erasures, state) {
      if (erasures.length === 0) return
      const lines = erasures.map(({ tag, at }) => `${JSON.stringify({ tag, at: at.toISOString(), state })}\n`)
      const handle = await open(file, 'a', 0o600)
      try {
        await appendFile(handle, lines.join(''))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await chmod(file, 0o600)
    },
    async read() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 'ENOENT') return ''
        throw error
      })
      const entries = new Map<string, ErasureEntry>()
      for (const entry of text.split('\n').flatMap((line) => parseLine(line))) {
        entries.set(`${entry.at.getTime()} ${entry.tag}`, entry)
      }
      return [...entries.values()]
    },
  }
}

const states: readonly string[] = ['planned', 'done', 'withdrawn'] satisfies ErasureState[]

/** A line that a crash cut short was never promised to anybody. Older versions wrote no state, and meant it to be done. */
function parseLine(line: string): ErasureEntry[] {
  try {
    const { tag, at, state = 'done' } = JSON.parse(line) as { tag?: unknown; at?: unknown; state?: unknown }
    const instant = new Date(String(at))
    if (typeof tag !== 'string' || Number.isNaN(instant.getTime()) || !states.includes(String(state))) return []
    // One of the three, as was just seen.
    return [{ tag, at: instant, state: state as ErasureState }]
  } catch {
    return []
  }
}
