import { minuteMs } from './clock/time.ts'
import type { LogFields } from './log.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type SayLine = (level: LogLevel, event: string, fields?: LogFields) => void

export interface SamplingClock {
  now(): Date
  sleep(milliseconds: number, ended?: AbortSignal): Promise<void>
}

const windowMs = minuteMs
const mostWindows = 1_000
/** What makes two lines equal, beside their level and event. */
const telling = ['code', 'errorName', 'errorCode', 'kind', 'heldBy', 'instagramCode', 'queue', 'job', 'path'] as const
/** Of a line that stands for many, what is said of one of them only. */
const ofOne = new Set(['accountId', 'runId', 'userId', 'requestId', 'callerRequestId', 'durationMs', 'traceId'])

/**
 * The first of equal lines at once, and those of the following minute as one with their `count`: an outage that fails a
 * thousand calls writes two lines a minute. Only what tells of trouble is counted together, and what is told once of each
 * account or night (`….ended`) never is.
 */
export function createSampling(say: SayLine, clock: SamplingClock) {
  const windows = new Map<string, Window>()
  const ended = new AbortController()

  function sayCounted({ level, event, fields, count }: Window): void {
    if (count === 0) return
    const shared = Object.entries(fields ?? {}).filter(([name]) => !ofOne.has(name))
    say(level, event, { ...Object.fromEntries(shared), count })
  }
  const isOpen = ({ since }: Window) => {
    const age = clock.now().getTime() - since
    return age >= 0 && age < windowMs
  }
  /** Only what a clock that was put back holds up waits for the next equal line. */
  async function sayLater(key: string): Promise<void> {
    await clock.sleep(windowMs, ended.signal)
    const window = windows.get(key)
    if (!window || ended.signal.aborted || isOpen(window)) return
    windows.delete(key)
    sayCounted(window)
  }
  return {
    say(level: LogLevel, event: string, fields?: LogFields): void {
      if (!isSampled(level, event)) return say(level, event, fields)
      const key = [level, event, ...telling.map((name) => String(fields?.[name] ?? ''))].join(' ')
      const window = windows.get(key)
      if (window && isOpen(window)) {
        window.count += 1
        if (window.count === 1) void sayLater(key)
        return
      }
      if (window) sayCounted(window)
      windows.delete(key)
      const [oldest] = windows.size >= mostWindows ? windows : []
      if (oldest) {
        windows.delete(oldest[0])
        sayCounted(oldest[1])
      }
      windows.set(key, { level, event, fields, count: 0, since: clock.now().getTime() })
      say(level, event, fields)
    },
    /** Says what was only counted. */
    close(): void {
      ended.abort()
      for (const window of windows.values()) sayCounted(window)
      windows.clear()
    },
  }
}

interface Window {
  level: LogLevel
  event: string
  fields: LogFields | undefined
  /** Of lines that were not said. */
  count: number
  since: number
}

/** Each of these is about one account, and every one counts. */
const alone = ['.ended', '.foreign_identity', '.left_out']

function isSampled(level: LogLevel, event: string): boolean {
  return (
    event.endsWith('.postponed') ||
    ((level === 'warn' || level === 'error') && !alone.some((end) => event.endsWith(end)))
  )
}
