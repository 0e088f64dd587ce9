import type { Database } from '@instagram-dashboard/db'
import type { CallBudget } from './budget/call-budget.ts'
import type { Clock } from './clock/index.ts'
import type { Configuration } from './config.ts'
import type { InstallationKeys } from './events/installation-keys.ts'
import type { HostChannel } from './events/host-channel.ts'
import type { RecordEvent } from './events/record.ts'
import type { Lifetime } from './http/lifetime.ts'
import type { Concealed, Instagram } from './instagram/index.ts'
import type { Background } from './concurrency/background.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { LeaseOwner } from './leases/lease-owner.ts'
import type { Log } from './log.ts'
import type { Subscriptions } from './streams/subscriptions.ts'
import type { OpenStreams } from './streams/open-streams.ts'
import type { AccountWalk } from './monitoring/count-accounts.ts'
import type { HourlyLimits } from './procedures/hourly-limits.ts'
import type { InboundLimits } from './procedures/inbound-limits.ts'
import type { Counters } from './monitoring/counters.ts'
import type { Probe } from './monitoring/probe.ts'
import type { ErasureLedger } from './privacy/erasure-ledger.ts'
import type { Vault } from './vault/index.ts'

export { systemCaller, type Actor, type Caller } from './caller.ts'
export type { Clock } from './clock/clock.ts'

export interface LoginSettings {
  by: 'host' | 'keys' | 'secret' | 'none'
  /** Whether tokens must name their issuer and be meant for us. */
  isBound: boolean
  /** Whom the host has named last that is nobody, as a number; `null` since the start. */
  misnamed: { reason: string; at: Date } | null
}

/** Both ends of the way of a user who connects an account. */
export interface ConsentAddresses {
  authorizeUrl: string
  redirectUri: string
}

/** What opens or signs something is handed to its one user, and to nobody else. */
type SecretSetting =
  | 'instagramAppSecret'
  | 'instagramTokenEncryptionKey'
  | 'authJwtSecret'
  | 'hostWebhookSecret'
  | 'metaAppSecret'
  | 'metricsToken'

/** Everything a verb may use, built once in `dashboard.ts`. */
export interface Deps {
  db: Database
  vault: Vault
  instagram: Instagram
  /** @param mountUrl where the user's browser finds us; `null` where that is not known */
  consentAddresses: (mountUrl: string | null) => ConsentAddresses
  clock: Clock
  log: Log
  leaseOwner: LeaseOwner
  background: Background
  /** Shares the work between processes; `null` on SQLite, where each does its own. */
  queue: JobQueue | null
  budget: CallBudget
  streams: OpenStreams
  lifetime: Lifetime
  subscriptions: Subscriptions
  /** Writes an event and all that follows from it. */
  record: RecordEvent
  /** Where events go; none when the host wants none. */
  host: readonly HostChannel[]
  keys: InstallationKeys
  limits: InboundLimits
  hourlyLimits: HourlyLimits
  counters: Counters
  probe: Probe
  accountWalk: AccountWalk
  erasureLedger: ErasureLedger
  /** Any of these may have signed what Meta sends. */
  metaSecrets: readonly Concealed[]
  /** From 0 up to 1, to spread tries; guessable, so it makes nothing secret. */
  random: () => number
  /** How callers are known: by the host's own code, by public keys, by a shared secret, or not at all. */
  login: LoginSettings
  /** The background runs, and its jobs are shared by processes of which this one need not be the one that works. */
  areWorkersExpected: () => boolean
  settings: Omit<Configuration, SecretSetting>
}
