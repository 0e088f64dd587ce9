import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

const minute = 60_000

/** A log whose sleepers wake when the clock is moved. */
function sampledLog() {
  let now = 0
  const sleepers: { at: number; wake: () => void }[] = []
  const lines: Record<string, unknown>[] = []
  const clock = {
    now: () => new Date(now),
    sleep: (milliseconds: number) =>
      new Promise<void>((resolve) => void sleepers.push({ at: now + milliseconds, wake: resolve })),
  }
  const log = createLog({ level: 'info', clock, write: (line) => void lines.push(JSON.parse(line) as object as never) })
  const advance = async (milliseconds: number) => {
    now += milliseconds
    for (const { at, wake } of sleepers) if (at <= now) wake()
    await new Promise((resolve) => void setImmediate(resolve))
  }
  return { log, lines, advance }
}

describe('equal lines', () => {
  it('are one line at once and one with their count a minute later', async () => {
    const { log, lines, advance } = sampledLog()
    for (let call = 0; call < 1_000; call += 1) {
      log.error('call.failed', { path: 'a', errorCode: 'ECONNREFUSED', requestId: `r${call}`, durationMs: call })
    }
    expect(lines).toMatchObject([{ level: 50, event: 'call.failed', requestId: 'r0' }])
    await advance(minute)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatchObject({ level: 50, event: 'call.failed', errorCode: 'ECONNREFUSED', count: 999 })
    // Of which of the thousand, nothing can be said.
    expect(lines[1]).not.toHaveProperty('requestId')
    log.error('call.failed', { path: 'a', errorCode: 'ECONNREFUSED', requestId: 'later' })
    expect(lines).toHaveLength(3)
  })

  it.each(['path', 'errorName', 'errorCode', 'code', 'kind', 'instagramCode', 'queue', 'heldBy'])(
    'are not equal when %s differs',
    (name) => {
      const { log, lines } = sampledLog()
      log.warn('x', { [name]: 'one' })
      log.warn('x', { [name]: 'other' })
      log.warn('y', { [name]: 'one' })
      log.error('x', { [name]: 'one' })
      expect(lines).toHaveLength(4)
    },
  )

  it('are all said where each counts, and where nothing is wrong', () => {
    const { log, lines } = sampledLog()
    for (const event of ['sync.ended', 'refresh.ended', 'sync.foreign_identity']) {
      log.warn(event, { accountId: 'a' })
      log.warn(event, { accountId: 'b' })
    }
    log.info('audit.anchor')
    log.info('audit.anchor')
    expect(lines).toHaveLength(8)
  })

  it('of a run that waits with a thousand others are counted, though nothing is wrong', () => {
    const { log, lines } = sampledLog()
    for (let run = 0; run < 1_434; run += 1) log.info('sync.postponed', { accountId: `${run}`, heldBy: 'app_pause' })
    expect(lines).toHaveLength(1)
    log.close()
    expect(lines[1]).toMatchObject({ event: 'sync.postponed', heldBy: 'app_pause', count: 1_433 })
    expect(lines[1]).not.toHaveProperty('accountId')
  })

  it('that were only counted are said at the end, and once', async () => {
    const { log, lines, advance } = sampledLog()
    for (let line = 0; line < 3; line += 1) log.warn('queue.error')
    log.close()
    await advance(2 * minute)
    expect(lines).toMatchObject([{ event: 'queue.error' }, { event: 'queue.error', count: 2 }])
  })

  it('of ever new kinds take no more room than a thousand', () => {
    const { log, lines } = sampledLog()
    for (let kind = 0; kind < 1_500; kind += 1) {
      log.warn('x', { code: kind })
      log.warn('x', { code: kind })
    }
    // Whoever had to make room has said what was counted.
    expect(lines).toHaveLength(1_500 + 500)
  })
})
