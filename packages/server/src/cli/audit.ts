import { parseAnchor } from '../events/anchor.ts'
import type { ChainReport } from '../events/verify-chain.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Say, type Terminal } from './terminal.ts'

/** 1 when an event was changed, removed or cut off, or when events could only be counted. */
export async function verifyAudit(terminal: Terminal, { isJson, values: [anchor] }: CommandFlags): Promise<ExitCode> {
  const { write, say } = terminal
  if (anchor !== undefined && !parseAnchor(anchor)) throw new CommandFault(say('not_an_anchor'), 2)
  return withDashboard(terminal, async (dashboard) => {
    const report = await dashboard.verifyAudit(anchor === undefined ? {} : { expected: anchor })
    if (isJson) write(JSON.stringify(report))
    else write([...sayChain(report, say), say('anchor', { text: report.anchor })].join('\n'))
    return report.isIntact ? 0 : 1
  })
}

/** What a check of the audit log found and how far it reached, line by line. */
export function sayChain({ fault, checkedFrom, checkedTo, verifiableFrom }: ChainReport, say: Say): string[] {
  const isCounted = verifiableFrom > 1
  const checked = checkedTo - checkedFrom + 1
  const counted = isCounted ? [say('counted_only', { from: verifiableFrom })] : []
  if (fault !== null) return [say('chain_fault', { ...fault, events: checked }), ...counted]
  if (!isCounted) return [say('chain_whole', { events: checked })]
  const [from, to] = [checkedFrom, checkedTo]
  return [from === to ? say('chain_checked_one', { from }) : say('chain_checked', { from, to }), ...counted]
}
