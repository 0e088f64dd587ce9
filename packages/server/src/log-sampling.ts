import { minuteMs } from './clock/index.ts'
import { createCountedLines, type CountingClock } from './counted-lines.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
/** Plain facts only: an object, an error or a URL can carry a secret with it. */
export type LogFields = Record<string, string | number | boolean | null | undefined>
export type WriteLine = (level: LogLevel, event: string, fields?: LogFields) => void

/** What makes two lines equal, beside their level and event. */
const telling = ['code', 'errorName', 'errorCode', 'kind', 'heldBy', 'instagramCode', 'queue', 'job', 'path'] as const
/** Of a line that stands for many, what is said of one of them only. */
const ofOne = new Set(['accountId', 'runId', 'userId', 'requestId', 'callerRequestId', 'durationMs', 'traceId'])

/**
 * Counts equal lines of a minute together: an outage that fails a thousand calls writes two lines a minute. Only what
 * tells of trouble is counted, and never what is written once for each account or night (`….ended`).
 */
export function createSampling(write: WriteLine, clock: CountingClock): { write: WriteLine; close(): void } {
  const lines = createCountedLines<{ level: LogLevel; event: string; fields: LogFields | undefined }>(clock, {
    windowMs: minuteMs,
    maxWindows: 1_000,
    write({ level, event, fields }, count) {
      if (count === undefined) return write(level, event, fields)
      const shared = Object.entries(fields ?? {}).filter(([name]) => !ofOne.has(name))
      write(level, event, { ...Object.fromEntries(shared), count })
    },
  })
  return {
    write(level, event, fields) {
      if (!isSampled(level, event)) return write(level, event, fields)
      const key = [level, event, ...telling.map((name) => String(fields?.[name] ?? ''))].join(' ')
      lines.add(key, { level, event, fields })
    },
    close: () => lines.close(),
  }
}

/** Each of these is about one account, and every one counts. */
const alone = ['.ended', '.foreign_identity', '.left_out']

function isSampled(level: LogLevel, event: string): boolean {
  return (
    event.endsWith('.postponed') ||
    ((level === 'warn' || level === 'error') && !alone.some((end) => event.endsWith(end)))
  )
}
