/** Work that is due in one night, and who does it. */
export interface NightPlan {
  accounts: number
  /** Calls that one account takes. */
  callsPerAccount: number
  /** What Instagram takes for an answer. */
  secondsPerCall: number
  workers: number
  /** Accounts that one worker has at work at once. */
  parallelAccounts: number
  /** Calls of the whole app that Instagram allows in any hour. */
  appCallsPerHour: number
}

export interface NightOutcome {
  minutes: number
  calls: number
  /** The most calls in any sixty minutes. */
  mostCallsPerHour: number
  /** Minutes in which Instagram's limit, and not the workers, set the pace. */
  minutesHeld: number
}

const longestMinutes = 60 * 24 * 60

/**
 * Lets a night pass minute by minute: each lane of each worker carries one account at a time to its end, and no call is
 * made that would be one too many in the sixty minutes before it.
 */
export function simulateNight(plan: NightPlan): NightOutcome {
  const lanes = plan.workers * plan.parallelAccounts
  const callsPerMinute = Math.floor((lanes * 60) / plan.secondsPerCall)
  const lastHour: number[] = []
  let left = plan.accounts * plan.callsPerAccount
  const calls = left
  let [minutes, inHour, mostCallsPerHour, minutesHeld] = [0, 0, 0, 0]
  while (left > 0 && minutes < longestMinutes) {
    if (lastHour.length === 60) inHour -= lastHour.shift() ?? 0
    const wanted = Math.min(callsPerMinute, left)
    const made = Math.min(wanted, plan.appCallsPerHour - inHour)
    if (made < wanted) minutesHeld += 1
    left -= made
    inHour += made
    lastHour.push(made)
    mostCallsPerHour = Math.max(mostCallsPerHour, inHour)
    minutes += 1
  }
  return { minutes: left > 0 ? Infinity : minutes, calls, mostCallsPerHour, minutesHeld }
}

/** The fewest workers with which the work ends in time; `null` when Instagram's limit alone keeps it from that. */
export function workersFor(plan: Omit<NightPlan, 'workers'>, longest: number): number | null {
  for (let workers = 1; workers <= 1000; workers += 1) {
    const { minutes, minutesHeld } = simulateNight({ ...plan, workers })
    if (minutes <= longest) return workers
    if (minutesHeld > 0) return null
  }
  return null
}
