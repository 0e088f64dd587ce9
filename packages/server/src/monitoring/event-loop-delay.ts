import { createHistogram } from 'node:perf_hooks'

/** By how much later than asked for timers came, in seconds: so long everybody's answers had to wait. */
export interface EventLoopDelays {
  median: number
  p99: number
  max: number
}

export interface EventLoopDelay {
  /** Since this was asked last, or since the start. */
  read(): EventLoopDelays
  stop(): void
}

const usualResolutionMs = 10
const nanosecondsPerMs = 1e6

/**
 * Watches the event loop of this process from now on, without keeping the process alive. By timers of our own: Node's
 * `monitorEventLoopDelay` forgets at its reset when the last timer came, and so what holds the loop up right after it.
 * @param resolutionMs how often it looks
 */
export function watchEventLoopDelay(resolutionMs = usualResolutionMs): EventLoopDelay {
  const histogram = createHistogram()
  let last = performance.now()
  const look = () => {
    const now = performance.now()
    // It takes whole numbers from one on.
    histogram.record(Math.max(1, Math.round((now - last - resolutionMs) * nanosecondsPerMs)))
    last = now
  }
  const timer = setInterval(look, resolutionMs).unref()
  const seconds = (nanoseconds: number) => nanoseconds / nanosecondsPerMs / 1000
  return {
    read() {
      look()
      const { max } = histogram
      const delays = {
        median: seconds(histogram.percentile(50)),
        p99: seconds(histogram.percentile(99)),
        max: seconds(max),
      }
      histogram.reset()
      return delays
    },
    stop: () => clearInterval(timer),
  }
}
