import { parseAnchor } from '../events/verify-chain.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** 1 when an event was changed, removed or cut off. */
export async function verifyAudit(terminal: Terminal, { isJson, values: [anchor] }: CommandFlags): Promise<ExitCode> {
  const { write, words } = terminal
  if (anchor !== undefined && !parseAnchor(anchor)) throw new CommandFault(words.notAnAnchor, 2)
  return withDashboard(terminal, async (dashboard) => {
    const report = await dashboard.verifyAudit(anchor === undefined ? {} : { expected: anchor })
    const { isIntact, fault, events, verifiableFrom } = report
    if (isJson) write(JSON.stringify(report))
    else {
      write(fault === null ? words.chainWhole(events) : words.chainFault({ ...fault, events }))
      if (verifiableFrom > 1) write(words.countedOnly(verifiableFrom))
      write(words.anchor(report.anchor))
    }
    return isIntact ? 0 : 1
  })
}
