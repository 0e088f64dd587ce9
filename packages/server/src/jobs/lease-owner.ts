import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** Names the holder of a lease, and tells whether another holder's process still lives. */
export interface LeaseOwner {
  name: string
  /** True only when it is certain: a process of this machine that has ended. Everything else waits for the lease. */
  isGone(owner: string): boolean
}

// One value per process, not per instance: two dashboards in one process must not think each other dead.
const processNonce = randomBytes(6).toString('hex')

export function createLeaseOwner(): LeaseOwner {
  const machine = hostname().replaceAll(':', '_')
  const isAlive = (processId: number) => {
    try {
      process.kill(processId, 0)
      return true
    } catch (error) {
      return (error as { code?: string }).code === 'EPERM'
    }
  }
  return {
    name: `${machine}:${process.pid}:${processNonce}`,
    isGone(owner) {
      const [ownerMachine, processId, nonce] = owner.split(':')
      if (ownerMachine !== machine || nonce === undefined) return false
      // A restarted container often gets the same process id again; then the nonce tells.
      return Number(processId) === process.pid ? nonce !== processNonce : !isAlive(Number(processId))
    },
  }
}
