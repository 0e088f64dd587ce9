import { events, installation, type Handle } from '@instagram-dashboard/db'
import { codeOf } from './chain.ts'
import type { InstallationKeys } from './installation-keys.ts'

export interface ChainFault {
  /** The first event that is not as it was written. */
  sequence: number
  /** `changed`: not what was written; `missing`: removed, or cut off at the end; `unexpected`: beyond the end. */
  kind: 'changed' | 'missing' | 'unexpected'
}

export interface ChainReport {
  isIntact: boolean
  fault: ChainFault | null
  /** How many events were looked at. */
  events: number
  /** Events before this one can only be counted: their secret was lost. 1 when none was. */
  verifiableFrom: number
  /** The end of the chain, to be kept elsewhere: a later check against it shows that nothing was cut or rewritten. */
  anchor: string
}

const pageSize = 1_000

/**
 * Checks every event against its code and the one before it, and the end of the log against its stored end.
 * @param expected an anchor of an earlier report
 */
export async function verifyChain(
  db: Handle,
  { keys, expected }: { keys: Pick<InstallationKeys, 'chain'>; expected?: Anchor | undefined },
): Promise<ChainReport> {
  const head = await installation.find(db)
  if (!head) return { isIntact: true, fault: null, events: 0, verifiableFrom: 1, anchor: '0:' }
  const { lastSequence, lastMac, verifiableFrom } = head
  const report = (fault: ChainFault | null, count: number): ChainReport => ({
    isIntact: fault === null,
    fault,
    events: count,
    verifiableFrom,
    anchor: `${lastSequence}:${lastMac}`,
  })
  let previous = { sequence: 0, mac: '' }
  while (previous.sequence < lastSequence) {
    const page = await events.listAfter(db, { after: previous.sequence, limit: pageSize })
    const known = page.filter(({ sequence }) => sequence <= lastSequence)
    for (const { mac, ...row } of known) {
      const next = previous.sequence + 1
      if (row.sequence !== next) return report({ sequence: next, kind: 'missing' }, previous.sequence)
      const isChecked = row.sequence >= verifiableFrom
      const isWrong = isChecked && codeOf(keys.chain, previous.mac, row) !== mac
      const isUnlikeAnchor = expected?.sequence === row.sequence && expected.mac !== mac
      if (isWrong || isUnlikeAnchor) return report({ sequence: row.sequence, kind: 'changed' }, previous.sequence)
      previous = { sequence: row.sequence, mac }
    }
    if (known.length === 0) return report({ sequence: previous.sequence + 1, kind: 'missing' }, previous.sequence)
  }
  if (previous.mac !== lastMac) return report({ sequence: lastSequence, kind: 'changed' }, lastSequence)
  if (expected && expected.sequence > lastSequence) {
    return report({ sequence: lastSequence + 1, kind: 'missing' }, lastSequence)
  }
  // New events may have come meanwhile; then the end has moved with them.
  const end = (await installation.find(db))?.lastSequence ?? lastSequence
  const [beyond] = await events.listAfter(db, { after: end, limit: 1 })
  return report(beyond ? { sequence: beyond.sequence, kind: 'unexpected' } : null, lastSequence)
}

export interface Anchor {
  sequence: number
  mac: string
}

/** `undefined` for a text that is no anchor. */
export function parseAnchor(text: string): Anchor | undefined {
  const [, sequence, mac] = /^(\d{1,15}):([\w-]{43})$/.exec(text) ?? []
  return sequence === undefined || mac === undefined ? undefined : { sequence: Number(sequence), mac }
}
