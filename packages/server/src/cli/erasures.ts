import { open, readFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { linesOf, parseErasures } from '../privacy/erasure-ledger.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Say, type Terminal } from './terminal.ts'

/** Writes what was erased to where a restore of the database does not reach. */
export async function exportErasures(terminal: Terminal, { isJson, values }: CommandFlags): Promise<ExitCode> {
  const { write, say } = terminal
  const place = placeOf(values, say)
  const erasures = await withDashboard(terminal, (dashboard) => dashboard.listErasures())
  const lines = linesOf(erasures, 'done')
  if (place === '-') {
    if (isJson) write(JSON.stringify({ erasures: erasures.map((erasure) => ({ ...erasure, state: 'done' })) }))
    else if (lines !== '') write(lines.trimEnd())
    return 0
  }
  const path = resolve(place)
  await replaceFile(path, lines)
  const written = { erasures: erasures.length, path }
  write(isJson ? JSON.stringify(written) : say('list_written', written))
  return 0
}

/** Erases again what the list says was erased. 1 when not one line of it could be read. */
export async function importErasures(terminal: Terminal, { isJson, values }: CommandFlags): Promise<ExitCode> {
  const { write, say } = terminal
  const place = placeOf(values, say)
  const content = place === '-' ? await text(process.stdin) : await readFile(place, 'utf8').catch(() => undefined)
  if (content === undefined) throw new CommandFault(say('which_list'), 2)
  const { entries, unreadable } = parseErasures(content)
  if (entries.length === 0 && unreadable > 0) throw new CommandFault(say('not_a_list'), 1)
  const erasedAgain = await withDashboard(terminal, (dashboard) => dashboard.replayErasures(entries))
  const read = { read: entries.length, unreadable, erasedAgain }
  write(isJson ? JSON.stringify(read) : say('list_read', read))
  return 0
}

function placeOf([place]: readonly string[], say: Say): string {
  if (place === undefined) throw new CommandFault(say('which_list'), 2)
  return place
}

/** As a whole or not at all, whatever happens meanwhile. */
async function replaceFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
