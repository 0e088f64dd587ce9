import { readConfiguration } from '../config.ts'
import { createInstagramDashboard } from '../dashboard.ts'
import type { ChainFault } from '../events/verify-chain.ts'
import { parseAnchor } from '../events/verify-chain.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

const words = {
  changed: 'is not as it was written',
  missing: 'is missing',
  unexpected: 'stands after the end of the log',
} satisfies Record<ChainFault['kind'], string>

/** 1 when an event was changed, removed or cut off. */
export async function verifyAudit(
  { environment, write, writeError }: Terminal,
  { isJson, values: [anchor] }: CommandFlags,
): Promise<ExitCode> {
  if (anchor !== undefined && !parseAnchor(anchor)) {
    writeError('That is no anchor. One looks like 1234:… and stands in the answer of an earlier check.')
    return 2
  }
  const options = { ...readConfiguration(environment), authenticate: () => null, backgroundJobs: false }
  const dashboard = await createInstagramDashboard({ ...options, writeLog: () => undefined })
  try {
    const report = await dashboard.verifyAudit(anchor === undefined ? {} : { expected: anchor })
    const { isIntact, fault, events, verifiableFrom } = report
    if (isJson) write(JSON.stringify(report))
    else {
      write(
        fault === null
          ? `All ${events} events are as they were written.`
          : `Event ${fault.sequence} ${words[fault.kind]}; the ${events} events before it are as they were written.`,
      )
      if (verifiableFrom > 1) write(`Events before ${verifiableFrom} could only be counted: their key was lost.`)
      write(`Anchor: ${report.anchor}`)
    }
    return isIntact ? 0 : 1
  } finally {
    await dashboard.close()
  }
}
