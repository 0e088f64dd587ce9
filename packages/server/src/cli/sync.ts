import { z } from 'zod'
import { AppError } from '../errors.ts'
import { withDashboard } from './open-dashboard.ts'
import { progressBar } from './progress-bar.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

const isDay = (text: string) => z.iso.date().safeParse(text).success

/** 1 when an account failed. */
export async function sync(terminal: Terminal, { isJson, account, from, to }: CommandFlags): Promise<ExitCode> {
  const { write, say } = terminal
  const days = from === undefined || to === undefined ? undefined : { startDate: from, endDate: to }
  const isAsked = from !== undefined || to !== undefined
  if (isAsked && (account === undefined || !days || !isDay(days.startDate) || !isDay(days.endDate))) {
    throw new CommandFault(say('which_days'), 2)
  }
  const onProgress = (done: number, total: number) => {
    if (!isJson) terminal.writeProgress(progressBar(done, total))
  }
  return withDashboard(terminal, async (dashboard) => {
    if (account === undefined) {
      const counts = await dashboard.syncDue({ onProgress })
      if (!isJson) terminal.writeProgress('')
      write(isJson ? JSON.stringify(counts) : say('synced', counts))
      return counts.failed > 0 ? 1 : 0
    }
    const run = await dashboard.syncAccount(account, { onProgress, days }).catch((error: unknown) => {
      if (isAsked && error instanceof AppError && error.code === 'VALIDATION')
        throw new CommandFault(say('which_days'), 2)
      throw error
    })
    if (!isJson) terminal.writeProgress('')
    if (run === null) throw new CommandFault(say('no_such_account'), 1)
    const { username, status, daysWritten, apiCalls: calls, error } = run
    const summary = { username, status: error ?? status, days: daysWritten, calls }
    write(isJson ? JSON.stringify(run) : say('synced_one', summary))
    return status === 'failed' ? 1 : 0
  })
}
