import type { Clock } from '../clock/index.ts'
import { createCountedLines } from '../counted-lines.ts'
import { describeError, type Log, type LogFields } from '../log.ts'
import { LoginUnavailable, type LoginRefusal, type LoginRequest } from './authenticate.ts'
import { networkOf } from './ip-network.ts'

/** Says in the log why nobody is signed in, and never with what. */
export interface LoginLog {
  /** At most one line a second for each reason and address, and one with the count of those after it. */
  refused(reason: LoginRefusal, request: LoginRequest): void
  /** The host has named a role that there is none of; whoever has it is a user. */
  roleIgnored(request: LoginRequest): void
  unavailable(failure: LoginUnavailable, request: LoginRequest): void
}

interface Sources {
  log: Log
  clock: Clock
  /** Told of each refusal, whether it is said or only counted. */
  onRefused?: ((refusal: { reason: LoginRefusal; at: Date }) => void) | undefined
}

export function createLoginLog({ log, clock, onRefused }: Sources): LoginLog {
  const counted = (write: (fields: LogFields) => void) => {
    const window = { windowMs: 1_000, maxWindows: 10_000 }
    const lines = createCountedLines<LogFields>(clock, {
      ...window,
      write: (line, count = 1) => write({ ...line, count }),
    })
    return (reason: string, { ip, requestId }: LoginRequest) => {
      const ipNetwork = networkOf(ip ?? undefined)
      lines.add(`${reason} ${ipNetwork ?? ''}`, { reason, requestId, ipNetwork })
    }
  }
  const refuse = counted((fields) => log.info('auth.refused', fields))
  const ignoreRole = counted((fields) => log.warn('auth.role_ignored', fields))
  return {
    refused(reason, request) {
      onRefused?.({ reason, at: clock.now() })
      refuse(reason, request)
    },
    roleIgnored: (request) => ignoreRole('role_unknown', request),
    unavailable: ({ reason, cause }, { requestId }) =>
      log.warn('auth.failed', { reason, ...(cause === undefined ? {} : describeError(cause)), requestId }),
  }
}
