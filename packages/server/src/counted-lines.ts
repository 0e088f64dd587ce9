export interface CountingClock {
  now(): Date
  sleep(milliseconds: number, ended?: AbortSignal): Promise<void>
}

interface Window<Line> {
  line: Line
  since: number
  /** Equal lines that were not written. */
  count: number
}

/**
 * Writes the first of equal lines at once, and those of the following time as one with their count, so that a thousand
 * equal failures do not become a thousand lines.
 * @param windowMs how long equal lines are only counted
 * @param maxWindows how many different lines are remembered; memory stays bounded whatever callers send
 * @param write the first line has no count
 */
export function createCountedLines<Line>(
  clock: CountingClock,
  {
    windowMs,
    maxWindows,
    write,
  }: { windowMs: number; maxWindows: number; write: (line: Line, count?: number) => void },
) {
  const windows = new Map<string, Window<Line>>()
  const ended = new AbortController()

  const end = (key: string, { line, count }: Window<Line>) => {
    windows.delete(key)
    if (count > 0) write(line, count)
  }
  const isOpen = ({ since }: Window<Line>) => {
    const age = clock.now().getTime() - since
    return age >= 0 && age < windowMs
  }
  /** A window that a clock put back keeps open ends with the next equal line. */
  async function endLater(key: string): Promise<void> {
    await clock.sleep(windowMs, ended.signal)
    const window = windows.get(key)
    if (window && !ended.signal.aborted && !isOpen(window)) end(key, window)
  }
  return {
    add(key: string, line: Line): void {
      const window = windows.get(key)
      if (window && isOpen(window)) {
        window.count += 1
        if (window.count === 1) void endLater(key)
        return
      }
      windows.delete(key)
      const [oldest] = windows.size >= maxWindows ? windows : []
      if (oldest) end(...oldest)
      windows.set(key, { line, count: 0, since: clock.now().getTime() })
      const unwritten = window?.count ?? 0
      write(line, unwritten > 0 ? unwritten + 1 : undefined)
    },
    /** Writes what was only counted. */
    close(): void {
      ended.abort()
      for (const [key, window] of windows) end(key, window)
    },
  }
}
