import { collectDefaultMetrics, Registry } from 'prom-client'
import { type Clock, minuteMs } from '../clock/index.ts'
import { readHealth } from './read-health.ts'
import type { Deps } from '../deps.ts'
import type { Role } from '../jobs/roles.ts'
import { createCounters, type Counters } from './counters.ts'
import { watchEventLoopDelay } from './event-loop-delay.ts'
import { createGauges } from './gauges.ts'
import { cached } from './cached.ts'

/** What Prometheus is told of: a registry of its own, for the host may have one too. */
export interface Metrics {
  counters: Counters
  /** The text format of Prometheus. What the database has to be asked is at most ten seconds old. */
  render(deps: Deps): Promise<{ contentType: string; text: string }>
  /** Ends what is watched between two answers. */
  stop(): void
}

const healthIsGoodForMs = 10_000
// pg-boss counts its queues once a minute.
const queuesAreGoodForMs = minuteMs

/** Processor, memory, file descriptors: of the process, however many dashboards it has. */
let ofProcess: Registry | undefined

// Covered by a series of ours, or of no use and expensive: each is worked out anew for every answer.
const unwanted = /^nodejs_(eventloop_lag|active_|heap_space)/

function processRegistry(): Registry {
  if (ofProcess) return ofProcess
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const { name } of registry.getMetricsAsArray()) if (unwanted.test(name)) registry.removeSingleMetric(name)
  return (ofProcess = registry)
}

export function createMetrics({ role, clock }: { role: Role; clock: Clock }): Metrics {
  const registry = new Registry()
  const counters = createCounters(registry)
  const setGauges = createGauges(registry, { role })
  const eventLoop = watchEventLoopDelay()
  const all = Registry.merge([registry, processRegistry()])
  let readKept: (() => Promise<Parameters<typeof setGauges>[0]>) | undefined
  const reader = (deps: Deps) => {
    const health = cached({ clock, forMs: healthIsGoodForMs }, () => readHealth(deps))
    const queues = cached({ clock, forMs: queuesAreGoodForMs }, async () => (await deps.queue?.counts()) ?? [])
    return async () => ({
      health: await health(),
      // Without a database there is nothing to count, and the health says so.
      queues: await queues().catch(() => []),
      now: clock.now(),
      connections: deps.db.connections(),
      openStreams: deps.streams.count(),
      eventLoop: eventLoop.read(),
    })
  }
  return {
    counters,
    async render(deps) {
      readKept ??= reader(deps)
      setGauges(await readKept())
      return { contentType: registry.contentType, text: await all.metrics() }
    },
    stop: () => eventLoop.stop(),
  }
}
