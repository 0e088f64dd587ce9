import { copyDatabase, CopyRefused, openDatabase, type CopiedTable } from '@instagram-dashboard/db'
import { readSetting } from '../config-files.ts'
import { readConfigurationFor } from '../config.ts'
import { systemClock as clock } from '../dashboard.ts'
import { openInstallationKeys } from '../events/installation-keys.ts'
import { verifyChain, type ChainReport } from '../events/verify-chain.ts'
import { createVault, Secret, VaultError } from '../vault/index.ts'
import { sayChain } from './audit.ts'
import { progressBar } from './progress-bar.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Say, type Terminal } from './terminal.ts'

// The rest is given by whoever calls, and can be put right by calling again.
const failures: readonly string[] = ['differs', 'source_changed', 'unstorable_text']

/**
 * Moves a SQLite installation to PostgreSQL, and proves that tables and audit log arrived whole. 1: it did not, or not
 * yet. 2: it can not begin.
 */
export async function move(
  terminal: Terminal,
  { isJson, from, to }: CommandFlags & { from: string },
): Promise<ExitCode> {
  const { environment, write, writeError, writeProgress, say } = terminal
  // The whole environment is not read: the move needs little of it.
  const target = to ?? readSetting('databaseUrl', environment, { isEmbedded: false }).text ?? ''
  if (!from.startsWith('file:') || !/^postgres(ql)?:\/\//.test(target)) {
    throw new CommandFault(say('move.from_where'), 2)
  }
  // Only the ring is needed, to read the audit log on the other side.
  const { instagramTokenEncryptionKey, databaseSchema: tableSchema } = readConfigurationFor(
    environment,
    ['databaseUrl', 'instagramTokenEncryptionKey'],
    {
      databaseUrl: target,
    },
  )
  try {
    const report = await copyDatabase({
      from: from.slice('file:'.length).replace(/^\/\/(?=\/)/, ''),
      to: target,
      tableSchema,
      onProgress: ({ table, done, total }) => {
        if (!isJson) writeProgress(`${progressBar(done, total)} ${table}`)
      },
    })
    writeProgress('')
    const chain = await verifyOn({ url: target, tableSchema }, instagramTokenEncryptionKey)
    if (isJson) write(JSON.stringify({ ...report, audit: chain }))
    else {
      write([...linesOf(report.tables, say), say('move.moved', report)].join('\n'))
      write(sayChain(chain, say).join('\n'))
    }
    return chain.isIntact ? 0 : 1
  } catch (error) {
    writeProgress('')
    const problem = problemOf(error, say)
    if (!problem) throw error
    if (isJson) write(JSON.stringify({ error: problem.reason, message: problem.text }))
    else writeError(problem.text)
    return failures.includes(problem.reason) ? 1 : 2
  }
}

async function verifyOn(
  { url, tableSchema }: { url: string; tableSchema: string | undefined },
  ring: string,
): Promise<ChainReport> {
  const vault = createVault({ keys: Secret.of(ring), now: clock.now })
  const db = await openDatabase(url, { schema: 'check', tableSchema })
  try {
    return await verifyChain(db, { vault, keys: await openInstallationKeys(db, { vault, now: clock.now() }) })
  } finally {
    await db.close()
  }
}

function problemOf(error: unknown, say: Say): { reason: string; text: string } | undefined {
  if (error instanceof CopyRefused) {
    return { reason: error.reason, text: say(`move.refused.${error.reason}`, { table: error.table ?? '' }) }
  }
  return error instanceof VaultError ? { reason: 'key_missing', text: say('move.key_missing') } : undefined
}

/** A table for the eye: names to the left, numbers to the right, and enough of the checksum to tell two apart. */
function linesOf(tables: readonly CopiedTable[], say: Say): string[] {
  const shown = 16
  const cells = [
    [say('move.table'), say('move.rows'), say('move.checksum')],
    ...tables.map((row) => [row.table, String(row.rows), row.checksum.slice(0, shown)]),
  ]
  const width = (column: number) => Math.max(...cells.map((row) => row[column]?.length ?? 0))
  const [names, counts] = [width(0), width(1)]
  return cells.map(([name = '', count = '', sum = '']) => `${name.padEnd(names)}  ${count.padStart(counts)}  ${sum}`)
}
