import { withSpan } from '../tracing.ts'
import type { Deps } from '../deps.ts'
import { accountWork } from './account-work.ts'
import { accountQueues, type AccountQueue } from './job-queue.ts'
import { singleNames, singleWork, type SingleName } from './single-work.ts'
import type { SlottedJob } from './slots.ts'
import { everyMinute, type SlotTiming } from './timing.ts'

/** Whoever carries out background work: this process, or all processes by a queue. */
export interface Driver {
  /** Looks, without waiting for it, for what is due each minute. */
  everyMinute(): void
  /** Begins all accounts that are due of a kind. @returns figures for the log */
  runAccounts(kind: AccountQueue, dueAt: Date): Promise<Record<string, number>>
  runSingle(name: SingleName): Promise<Record<string, number>>
}

/** What is looked for each minute. */
export function listMinuteKinds({ settings }: Pick<Deps, 'settings'>): AccountQueue[] {
  return accountQueues.filter((kind) => {
    const { timing, isOff } = accountWork[kind]
    return timing === everyMinute && isOff?.(settings) !== true
  })
}

/** All that happens at set times. */
export function listSlots({ settings }: Pick<Deps, 'settings'>, driver: Driver): SlottedJob[] {
  const slot = ({ pattern, timeZone = settings.scheduleTimeZone }: SlotTiming) => ({
    pattern: pattern(settings),
    timeZone,
  })
  return [
    ...accountQueues.flatMap((kind) => {
      const { timing, slot: name = kind } = accountWork[kind]
      return timing === everyMinute
        ? []
        : [{ name, ...slot(timing), run: (dueAt: Date) => driver.runAccounts(kind, dueAt) }]
    }),
    ...singleNames.map((name) => ({ name, ...slot(singleWork[name].timing), run: () => driver.runSingle(name) })),
  ]
}

/** Does one piece of work here and now. */
export function doSingle(deps: Deps, name: SingleName): Promise<Record<string, number>> {
  return withSpan(`job ${name}`, { isRoot: true }, () => singleWork[name].run(deps))
}
