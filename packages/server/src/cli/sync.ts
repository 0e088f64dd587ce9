import { withDashboard } from './open-dashboard.ts'
import { progressBar } from './progress-bar.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** 1 when an account failed. */
export async function sync(terminal: Terminal, { isJson, account }: CommandFlags): Promise<ExitCode> {
  const { write, words } = terminal
  const onProgress = (done: number, total: number) => {
    if (!isJson) terminal.writeProgress(progressBar(done, total))
  }
  return withDashboard(terminal, async (dashboard) => {
    if (account === undefined) {
      const counts = await dashboard.syncDue({ onProgress })
      if (!isJson) terminal.writeProgress('')
      write(isJson ? JSON.stringify(counts) : words.synced(counts))
      return counts.failed > 0 ? 1 : 0
    }
    const run = await dashboard.syncAccount(account, { onProgress })
    if (!isJson) terminal.writeProgress('')
    if (run === null) throw new CommandFault(words.noSuchAccount, 1)
    const { username, status, daysWritten: days, apiCalls: calls, error } = run
    write(isJson ? JSON.stringify(run) : words.syncedOne({ username, status: error ?? status, days, calls }))
    return status === 'failed' ? 1 : 0
  })
}
