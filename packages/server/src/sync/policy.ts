import type { SyncTrigger } from './contract.ts'
import type { PlanKind } from './plan-days.ts'

/** What a sync may do, and what it must respect. */
export interface SyncPolicy {
  /** As its run is stored and told. */
  trigger: SyncTrigger
  /**
   * `required`: only after the cooldown and while the budget has room; begins the next cooldown.
   * `begun`: begins a cooldown whether one holds or not. `ignored`: neither, so that the user's own syncs stay as they are.
   */
  cooldown: 'required' | 'begun' | 'ignored'
  /** Whose share of the budget its calls take. */
  calls: 'person' | 'background'
  /** Takes the account over from work that is preemptible. */
  preempts: boolean
  plan: PlanKind
  /** Reads the days as well that an operator wants read again. */
  isWithReread: boolean
  /** The newest numbers come first, and each step is told. */
  isWatched: boolean
  /** Whoever asks for a sync while this one runs is given this one. */
  isJoinable: boolean
  /** Of how many posts figures are read. */
  mostPosts: number
  /** The newest posts first, instead of those that have waited longest. */
  isNewestFirst: boolean
  /** Where the budget gives it no calls: a failure of the run, or put off until the background goes on. */
  isPostponable: boolean
  /** An end that read nothing is told, although the background goes on. */
  isAlwaysTold: boolean
  /** A night is of all accounts, and each has a trace of its own. */
  isRootOfTrace: boolean
}

const common = {
  calls: 'background',
  preempts: false,
  isWithReread: true,
  isWatched: true,
  isJoinable: false,
  mostPosts: 30,
  isNewestFirst: false,
  isPostponable: true,
  isAlwaysTold: false,
  isRootOfTrace: false,
} as const

const night = { ...common, trigger: 'scheduled', cooldown: 'ignored', isWatched: false, isRootOfTrace: true } as const

/** `catch_up`: a scheduled one that goes on with what is missing. */
export const syncPolicies = {
  first_connection: { ...common, trigger: 'first_connection', cooldown: 'begun', plan: 'first', isJoinable: true },
  manual: {
    ...common,
    trigger: 'manual',
    cooldown: 'required',
    calls: 'person',
    preempts: true,
    plan: 'press',
    // The user waits for the newest numbers, and wants calls left for the next sync.
    isWithReread: false,
    mostPosts: 8,
    isNewestFirst: true,
    isPostponable: false,
    isAlwaysTold: true,
  },
  admin: { ...common, trigger: 'admin', cooldown: 'ignored', preempts: true, plan: 'press', isAlwaysTold: true },
  scheduled: { ...night, plan: 'night' },
  catch_up: { ...night, plan: 'catch_up' },
} as const satisfies Record<SyncTrigger | 'catch_up', SyncPolicy>
