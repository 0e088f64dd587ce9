import { monitorEventLoopDelay } from 'node:perf_hooks'

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

const resolutionMs = 10
const nanosecondsPerSecond = 1e9

/** Watches the event loop of this process from now on, without keeping the process alive. */
export function watchEventLoopDelay(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  // What Node counts is the time between two timers, of which the resolution was asked for.
  const delay = (nanoseconds: number) => Math.max(0, nanoseconds / nanosecondsPerSecond - resolutionMs / 1000)
  return {
    read() {
      const isEmpty = histogram.count === 0
      const of = (percentile: number) => (isEmpty ? 0 : delay(histogram.percentile(percentile)))
      const delays = { median: of(50), p99: of(99), max: isEmpty ? 0 : delay(histogram.max) }
      histogram.reset()
      return delays
    },
    stop: () => void histogram.disable(),
  }
}
