import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { locales } from '../messages/locales.ts'
import { joinReviewPack, writeReviewPack } from '../review/write-review-pack.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** What Meta's App Review asks for, printed or as a folder of texts. */
export async function reviewPack(terminal: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const { write, say } = terminal
  const locale = locales.find((known) => known === (flags.locale ?? terminal.locale))
  if (locale === undefined) throw new CommandFault(say('which_locale'), 2)
  const pack = await withDashboard(terminal, (dashboard) => dashboard.reviewPack({ locale }))
  const files = writeReviewPack(pack, locale)
  if (flags.out === undefined) {
    write(flags.isJson ? JSON.stringify(pack) : joinReviewPack(files).trimEnd())
    return 0
  }
  const folder = resolve(flags.out)
  const places = files.map(({ name, text }) => ({ path: join(folder, name), text }))
  if (!flags.isConfirmed && places.some(({ path }) => existsSync(path))) {
    throw new CommandFault(say('folder_taken', { folder }), 2)
  }
  await mkdir(folder, { recursive: true })
  for (const { path, text } of places) await writeFile(path, text)
  const open = pack.checks.filter(({ state }) => state === 'open').length
  write(
    flags.isJson
      ? JSON.stringify({ ...pack, folder, files: files.map(({ name }) => name) })
      : say('review_written', { folder, open }),
  )
  return 0
}
