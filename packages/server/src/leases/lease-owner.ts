import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Names the owner of a lease, and tells whether another owner's process still lives. */
export interface LeaseOwner {
  name: string
  /** True only when it is certain: a process of this machine that has ended. Everything else waits for the lease. */
  isGone(owner: string): boolean
}

/** The owner that a lease names, if its process has certainly ended: its lease need not be waited for. */
export function deadOwner(leaseOwner: Pick<LeaseOwner, 'isGone'>, owner: string | null): string | null {
  return owner !== null && leaseOwner.isGone(owner) ? owner : null
}

/** What tells this process from all others; `null` where the system does not say. */
export interface ProcessIdentity {
  host: string
  bootId: string | null
  /** Process ids mean something only within it, and containers may share all the rest. */
  processNamespace: string | null
  /** In ticks since the boot: the same in every thread and in every copy of this module. */
  startedAt: string | null
}

// Keeps names apart where the system does not tell when a process started.
const nonce = randomBytes(6).toString('hex')

/**
 * The owner that this process is, under the same name in all its threads where the system tells enough.
 * @param identity what tells this process from all others
 */
export function createLeaseOwner(identity: ProcessIdentity = identifyProcess()): LeaseOwner {
  const { host, bootId, processNamespace, startedAt } = identity
  const machine = (bootId && processNamespace ? [host, bootId, processNamespace] : [host])
    .join('/')
    .replaceAll(':', '_')
  const start = startedAt === null ? null : `${startMark}${startedAt}`
  return {
    name: `${machine}:${process.pid}:${start ?? nonce}`,
    isGone(owner) {
      const [ownerMachine, processId = '', ownerStart = ''] = owner.split(':')
      if (ownerMachine !== machine || !/^\d+$/.test(processId) || ownerStart === '') return false
      if (Number(processId) !== process.pid) return !isAlive(Number(processId))
      // A restarted container often gets the same process id again; then the start tells. Without one it may be a thread
      // of this very process.
      return start !== null && ownerStart.startsWith(startMark) && ownerStart !== start
    },
  }
}

const startMark = 'since'

/** What the system tells of this process. */
export function identifyProcess(): ProcessIdentity {
  return {
    host: hostname(),
    bootId: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    processNamespace: orNull(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')),
    startedAt: orNull(readStart),
  }
}

function readStart(): string | null {
  // The name of the program comes before it, in parentheses, and may hold spaces and parentheses itself.
  const afterName = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '')
  const startedAt = afterName.split(' ', 20)[19]
  return startedAt !== undefined && /^\d+$/.test(startedAt) ? startedAt : null
}

function orNull(read: () => string | null): string | null {
  try {
    return read() || null
  } catch {
    // Not every system has these, and some hide them.
    return null
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
