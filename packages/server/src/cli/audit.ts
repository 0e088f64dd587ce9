import { parseAnchor } from '../events/anchor.ts'
import type { ChainReport } from '../events/verify-chain.ts'
import type { CommandLineWords } from '../messages/command-line.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** 1 when an event was changed, removed or cut off, or when events could only be counted. */
export async function verifyAudit(terminal: Terminal, { isJson, values: [anchor] }: CommandFlags): Promise<ExitCode> {
  const { write, words } = terminal
  if (anchor !== undefined && !parseAnchor(anchor)) throw new CommandFault(words.notAnAnchor, 2)
  return withDashboard(terminal, async (dashboard) => {
    const report = await dashboard.verifyAudit(anchor === undefined ? {} : { expected: anchor })
    if (isJson) write(JSON.stringify(report))
    else write([...sayChain(report, words), words.anchor(report.anchor)].join('\n'))
    return report.isIntact ? 0 : 1
  })
}

/** What a check of the audit log found and how far it reached, line by line. */
export function sayChain(
  { fault, checkedFrom, checkedTo, verifiableFrom }: ChainReport,
  words: Pick<CommandLineWords, 'chainWhole' | 'chainChecked' | 'chainFault' | 'countedOnly'>,
): string[] {
  const isCounted = verifiableFrom > 1
  const checked = checkedTo - checkedFrom + 1
  return [
    fault !== null
      ? words.chainFault({ ...fault, events: checked })
      : isCounted
        ? words.chainChecked({ from: checkedFrom, to: checkedTo })
        : words.chainWhole(checked),
    ...(isCounted ? [words.countedOnly(verifiableFrom)] : []),
  ]
}
