import { events, installation, type Handle } from '@instagram-dashboard/db'
import { macOf, endOf } from './chain.ts'
import type { Anchor } from './anchor.ts'
import type { ChainFaultKind, ChainResult } from './chain-results.ts'
import { isSecretOf, type InstallationKeys } from './installation-keys.ts'
import type { Vault } from '../vault/index.ts'

export interface ChainFault {
  /** The first event that is not as it was written. */
  sequence: number
  kind: ChainFaultKind
}

export interface ChainReport {
  result: ChainResult
  /** Whether the result is `intact`. */
  isIntact: boolean
  fault: ChainFault | null
  /** How many events were looked at. */
  events: number
  /** The first and the last event of which the content was checked and is right; the last is below the first when none was. */
  checkedFrom: number
  checkedTo: number
  /** Events before this one can only be counted: their secret was lost. 1 when none was. */
  verifiableFrom: number
  /** The end of the log, to be kept elsewhere: a later check against it shows that nothing was cut or rewritten. */
  anchor: string
}

export interface ChainCheck {
  keys: InstallationKeys
  vault: Vault
  /** An anchor of an earlier report. */
  expected?: Anchor | undefined
  /** Asked before each page of events: `true` ends the check. */
  isEnding?: () => boolean
}

/** The check was ended before its end. */
export class ChainCheckEnded extends Error {
  override readonly name = 'ChainCheckEnded'
}

const pageSize = 1_000
const nothing: Omit<ChainReport, 'result' | 'isIntact' | 'fault'> = {
  events: 0,
  checkedFrom: 1,
  checkedTo: 0,
  verifiableFrom: 1,
  anchor: '0:',
}

/**
 * Checks every event against its code and the one before it, and the end of the log against the code of its end. Only
 * what a code covers is believed: the numbers that the installation keeps beside them must fit the events.
 */
export async function verifyChain(db: Handle, check: ChainCheck): Promise<ChainReport> {
  const { keys, vault, expected } = check
  const head = await installation.find(db)
  if (!head) return { ...nothing, ...outcome({ sequence: 1, kind: 'missing' }) }
  const { lastSequence } = head
  if (!Number.isSafeInteger(lastSequence) || lastSequence < 0) {
    return { ...nothing, ...outcome({ sequence: 1, kind: 'changed' }) }
  }
  const from = (await isStartOfKey(db, keys, head.verifiableFrom)) ? head.verifiableFrom : 1
  const walk = new Walk(keys, from)
  const report = (fault: ChainFault | null): ChainReport => ({
    ...outcome(fault, { isCountedOnly: from > 1 }),
    events: walk.last.sequence,
    checkedFrom: from,
    checkedTo: Math.max(from - 1, Math.min(walk.last.sequence, fault === null ? Infinity : fault.sequence - 1)),
    verifiableFrom: from,
    anchor: `${walk.last.sequence}:${walk.last.mac}`,
  })
  while (walk.last.sequence < lastSequence) {
    if (check.isEnding?.()) throw new ChainCheckEnded()
    const page = await events.listStoredAfter(db, { after: walk.last.sequence, limit: pageSize })
    for (const row of page) {
      if (row.sequence > lastSequence) break
      const fault = unlikeAnchor(row, expected) ?? walk.step(row)
      if (fault) return report(fault)
    }
    if (page.length === 0 || (page[0]?.sequence ?? 0) > lastSequence) {
      return report({ sequence: walk.last.sequence + 1, kind: 'missing' })
    }
  }
  if (expected && expected.sequence > lastSequence) return report({ sequence: lastSequence + 1, kind: 'missing' })
  const isHeadRight =
    walk.isEnd(head.lastMac) &&
    from === head.verifiableFrom &&
    isSecretOf(keys, vault, head) &&
    (await installation.isWellFormed(db))
  if (!isHeadRight) return report({ sequence: Math.max(1, lastSequence), kind: 'changed' })
  // First what stands behind the end, then the end itself: new events move both, and the end in the same commit.
  const { first, last } = await events.findRange(db)
  const end = (await installation.find(db))?.lastSequence ?? lastSequence
  if (first !== null && first < 1) return report({ sequence: first, kind: 'unexpected' })
  return report(last !== null && last > end ? { sequence: end + 1, kind: 'unexpected' } : null)
}

function outcome(
  fault: ChainFault | null,
  { isCountedOnly = false } = {},
): Pick<ChainReport, 'result' | 'isIntact' | 'fault'> {
  const result = fault !== null ? 'fault' : isCountedOnly ? 'counted_only' : 'intact'
  return { result, isIntact: result === 'intact', fault }
}

/**
 * Whether the present secret begins at this event. Anybody who writes to the database could say so: it is believed of
 * the first event of all, and of the event that tells of the loss when its own code is made with the present secret.
 */
async function isStartOfKey(db: Handle, keys: InstallationKeys, from: number): Promise<boolean> {
  if (!Number.isSafeInteger(from) || from < 2) return from === 1
  const [row] = await events.listStoredAfter(db, { after: from - 1, limit: 1 })
  if (row?.sequence !== from || row.type !== 'keys.lost' || !row.isWellFormed) return false
  const [before] = await events.listStoredAfter(db, { after: from - 2, limit: 1 })
  if (before?.sequence !== from - 1) return false
  return isLinked(keys, before.mac, row) || (!keys.isEndCoded && macOf(keys.chain, before.mac, row) === row.mac)
}

/** Goes from event to event and remembers the last one that was right. */
class Walk {
  last = { sequence: 0, mac: '' }
  readonly #keys: InstallationKeys
  readonly #from: number
  #mayBeOld: boolean

  /** @param from the first event of which the code can be checked */
  constructor(keys: InstallationKeys, from: number) {
    this.#keys = keys
    this.#from = from
    this.#mayBeOld = !keys.isEndCoded
  }

  step(row: events.StoredEvent): ChainFault | undefined {
    const next = this.last.sequence + 1
    if (row.sequence !== next) return { sequence: next, kind: 'missing' }
    if (row.sequence >= this.#from && !this.#isRight(row)) return { sequence: next, kind: 'changed' }
    this.last = { sequence: row.sequence, mac: row.mac }
    return undefined
  }

  #isRight(row: events.StoredEvent): boolean {
    if (!row.isWellFormed) return false
    if (isLinked(this.#keys, this.last.mac, row)) {
      // From here on every one is.
      this.#mayBeOld = false
      return true
    }
    return this.#mayBeOld && macOf(this.#keys.chain, this.last.mac, row) === row.mac
  }

  /** Whether this is the code of the end behind the last event. */
  isEnd(code: string): boolean {
    return code === endOf(this.#keys.chain, this.last.mac) || (this.#mayBeOld && code === this.last.mac)
  }
}

function isLinked({ chain }: InstallationKeys, previousMac: string, row: events.StoredEvent): boolean {
  return macOf(chain, endOf(chain, previousMac), row) === row.mac
}

function unlikeAnchor({ sequence, mac }: events.StoredEvent, expected: Anchor | undefined): ChainFault | undefined {
  return expected?.sequence === sequence && expected.mac !== mac ? { sequence, kind: 'changed' } : undefined
}
