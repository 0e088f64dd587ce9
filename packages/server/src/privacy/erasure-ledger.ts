import { appendFile, chmod, open, readFile } from 'node:fs/promises'

/**
 * What was erased, kept outside of the database: a backup that is restored knows nothing of later erasures, this list
 * does. Its lines hold codes that name nobody.
 */
export interface ErasureLedger {
  /** On disk when this resolves. */
  add(tags: readonly string[], at: Date): Promise<void>
  read(): Promise<{ tag: string; at: Date }[]>
}

/** @param file `null` keeps no list, where the operator named no place for one */
export function openErasureLedger(file: string | null): ErasureLedger {
  if (file === null) return { add: async () => undefined, read: async () => [] }
  return {
    async add(tags, at) {
      const lines = tags.map((tag) => `${JSON.stringify({ tag, at: at.toISOString() })}\n`)
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
      return text.split('\n').flatMap((line) => parseLine(line))
    },
  }
}

/** A line that a crash cut short was never promised to anybody. */
function parseLine(line: string): { tag: string; at: Date }[] {
  try {
    const { tag, at } = JSON.parse(line) as { tag?: unknown; at?: unknown }
    const instant = new Date(String(at))
    return typeof tag === 'string' && !Number.isNaN(instant.getTime()) ? [{ tag, at: instant }] : []
  } catch {
    return []
  }
}
