import { withDashboard } from './open-dashboard.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

/** 1 when a connection was lost for good. */
export async function refreshTokens(terminal: Terminal, { isJson, isDryRun }: CommandFlags): Promise<ExitCode> {
  return withDashboard(terminal, async (dashboard) => {
    const { refreshed, skipped, failed, lost } = await dashboard.refreshTokens({ dryRun: isDryRun })
    const counts = { refreshed, skipped, failed: failed + lost }
    terminal.write(isJson ? JSON.stringify(counts) : terminal.say('refreshed', counts))
    return lost > 0 ? 1 : 0
  })
}
