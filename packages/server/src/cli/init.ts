import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { readConfiguration } from '../config.ts'
import { createInstagramDashboard } from '../dashboard.ts'
import { hashOf, readText, writeAll } from '../init/changes.ts'
import { frameworkNames } from '../init/find-app.ts'
import { findMounted, makePlan } from '../init/plan.ts'
import type { Plan } from '../init/planned.ts'
import { InitFault, readHost } from '../init/read-host.ts'
import { readRecord, recordPath, textsToWrite, type InitRecord } from '../init/record.ts'
import { showChanges } from '../init/show-changes.ts'
import { undo } from '../init/undo.ts'
import { findPort } from '../init/find-port.ts'
import { writeReport } from './doctor.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** Mounts the dashboard in the app of this folder, or takes that back. Speaks English, as code does. */
export async function init(terminal: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const root = process.cwd()
  try {
    return flags.isUndo ? takeBack(root, terminal) : await mount(root, terminal, flags)
  } catch (error) {
    if (error instanceof InitFault) throw new CommandFault(error.message, 1)
    throw error
  }
}

async function mount(root: string, terminal: Terminal, { isDryRun }: CommandFlags): Promise<ExitCode> {
  const { write } = terminal
  const record = readRecord(root)
  if (record !== undefined) return sayAlready(root, record, write)
  const host = readHost(root)
  const mounted = findMounted(host)
  if (mounted !== undefined) {
    write(`The dashboard is mounted already, in ${mounted}. Nothing was written.`)
    return 0
  }
  const plan = makePlan(host, terminal.environment)
  const { framework, login, changes } = plan
  write(`${frameworkNames[framework]}, ${login.name === 'own' ? 'a login of your own' : login.name}`)
  if (isDryRun) {
    write(`\n${showChanges(changes)}`)
    sayRest(plan, write)
    write('Nothing was written.')
    return 0
  }
  if (changes.length > 0) writeAll(root, textsToWrite(root, changes))
  for (const { path, before } of changes) write(`  ${before === null ? 'made   ' : 'changed'}  ${path}`)
  sayRest(plan, write)
  const exitCode = await examine(root, terminal, plan).catch((error: unknown): ExitCode => {
    write(`\nThe doctor could not look at it: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  })
  const url = `http://localhost:${findPort(host, framework)}`
  write(
    plan.pagePath === null
      ? `\nStart your app: the dashboard answers at ${url}${plan.mountPath}/healthz, its pages at ${url}${plan.mountPath}/docs`
      : `\nStart your app and open ${url}${plan.pagePath}`,
  )
  write('To take all of it back: npx instagram-dashboard init --undo')
  return exitCode
}

function sayRest({ byHand, notes }: Plan, write: Terminal['write']): void {
  if (byHand.length > 0) write(`\nYours to do:\n${byHand.map((step, index) => `${index + 1}. ${step}`).join('\n')}`)
  if (notes.length > 0) write(`\nLook at this: ${notes.join('; ')}.`)
}

function sayAlready(root: string, record: InitRecord, write: Terminal['write']): ExitCode {
  const changed = record.files.filter(({ path, after }) => {
    const text = readText(root, path)
    return text === null || hashOf(text) !== after
  })
  write(`init has run here already (${recordPath}). Nothing was written.`)
  if (changed.length > 0) write(`Changed since: ${changed.map(({ path }) => path).join(', ')}`)
  write('To begin again: npx instagram-dashboard init --undo, and then init.')
  return 0
}

/** What the doctor says of the settings that stand there now. Its database is one in memory, so that nothing is made. */
async function examine(root: string, terminal: Terminal, { isSandbox }: Plan): Promise<ExitCode> {
  if (!isSandbox) {
    terminal.write('\nAsk the doctor about your settings: npx instagram-dashboard doctor')
    return 0
  }
  const ofFile = parseEnv(readText(root, '.env') ?? '')
  const environment: Record<string, string | undefined> = {
    ...ofFile,
    INSTAGRAM_SANDBOX: 'true',
    ...terminal.environment,
  }
  const dashboard = await createInstagramDashboard({
    ...readConfiguration({
      ...environment,
      INSTAGRAM_DATABASE_URL: environment['INSTAGRAM_DATABASE_URL'] ?? 'file::memory:',
    }),
    authenticate: () => null,
    migrate: environment['INSTAGRAM_DATABASE_URL'] === undefined,
    backgroundJobs: false,
    writeLog: () => undefined,
  })
  try {
    terminal.write('\nThe doctor:')
    const report = await dashboard.examine({ locale: 'en' })
    writeReport(terminal, report)
    return report.status === 'fail' ? 1 : 0
  } finally {
    await dashboard.close()
  }
}

function takeBack(root: string, { write }: Terminal): ExitCode {
  const done = undo(root)
  if (done === undefined) {
    write(`There is nothing to take back: ${join(root, recordPath)} is not there.`)
    return 0
  }
  for (const path of done.restored) write(`  restored  ${path}`)
  for (const path of done.removed) write(`  removed   ${path}`)
  for (const { path, wasMade, added, namedBy } of done.left) {
    const reason = namedBy === undefined ? 'it was changed since' : `${namedBy} still names it`
    write(`  left      ${path}: ${reason}, so it is yours to ${wasMade ? 'delete' : 'take these lines out of'}`)
    if (!wasMade) write(added.map((text) => text.trim().replaceAll(/^/gm, '            ')).join('\n'))
  }
  return done.left.length > 0 ? 1 : 0
}
