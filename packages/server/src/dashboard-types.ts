import type { DjangoImport } from './imports/import-django.ts'
import type { ImportReport } from './imports/import-report.ts'
import type { MigrationReport } from '@instagram-dashboard/db'
import type { Authenticate } from './procedures/authenticate.ts'
import type { Identity } from './procedures/identity.ts'
import type { HostCaller } from './api/host-caller.ts'
import type { ConfigurationInput } from './config.ts'
import type { Clock } from './clock/index.ts'
import type { OnEvent } from './events/callback.ts'
import type { DeliveryCounts } from './events/deliver.ts'
import type { AdminAccountPage } from './admin/account-page-contract.ts'
import type { DoctorReport } from './doctor/contract.ts'
import type { ChainReport } from './events/verify-chain.ts'
import type { FetchHandler } from './http/fetch-handler.ts'
import type { NodeHandler } from './http/node-handler.ts'
import type { ReadOutcome } from './jobs/account-work.ts'
import type { Role } from './jobs/roles.ts'
import type { RotationCounts } from './keys/rotate-keys.ts'
import type { Locale } from './messages/messages.ts'
import type { RetentionCounts } from './privacy/drop-old-data.ts'
import type { Erasure, ErasureEntry } from './privacy/erasure-ledger.ts'
import type { RefreshOutcome } from './refresh/refresh-outcome.ts'
import type { ReviewPack } from './review/contract.ts'
import type { OperatorSync } from './sync/sync-for-operator.ts'
import type { SyncOutcome } from './sync/sync-in-background.ts'

export interface DashboardOptions extends ConfigurationInput {
  /** Who sends a request, by the host's own login. Without it `authJwtSecret` or `authJwksUrl` is needed. */
  authenticate?: Authenticate
  /**
   * What this process is for: `web` answers and leaves the work that nobody waits for to others, `worker` does that work
   * and has no route but health, `all` (the default) does both. Start at least one that works.
   */
  role?: Role
  /** `false` starts no background work until `start()`: for a command that does one thing. Default `true`. */
  backgroundJobs?: boolean
  /**
   * Brings the database to this version's schema first; the default. `false` changes nothing and refuses a schema that
   * this version does not run on, where that is the matter of a step of its own.
   */
  migrate?: boolean
  /** Where log lines go, one JSON object each. Default: standard output. */
  writeLog?: (line: string) => void
  clock?: Clock
  /**
   * Told of events after they happened (`HostEvent`), each at least once and in any process that has it. While it
   * rejects, the event is told again later, for three days.
   */
  onEvent?: OnEvent
}

/** With the sandbox nothing has to be said of an app of Meta's, of keys and of addresses. */
export type SandboxedDashboardOptions = Partial<DashboardOptions> & { sandbox: true }

export interface Dashboard {
  /**
   * tRPC at `/trpc`, REST at `/api/v1`, its page at `/docs`, Meta's callbacks, health; mount it at any path of a host of
   * Node's HTTP: express, Connect, Nest, Fastify, Koa, Next's pages, or `http.createServer` itself.
   */
  handler: NodeHandler
  /** Another name of `handler`. */
  router: NodeHandler
  /** The same for hosts whose requests and answers are the web's: Next's routes, Hono, SvelteKit, Bun, Deno. */
  fetch: FetchHandler
  /**
   * The procedures as the functions of the SDK's client, for the host's own server code: `metrics.timeline` answers with
   * `points`, `sync.progress` is an iterable, and each rejects with `InstagramError`, whose sentence is in `locale`. Nobody
   * is authenticated: whom the host names is who calls.
   */
  caller(who: Identity & { locale?: Locale }): HostCaller
  /** Refreshes every token that is due, as the nightly job does; `dryRun` only counts them. */
  refreshTokens(options?: { dryRun?: boolean }): Promise<Record<RefreshOutcome, number>>
  /** Seals every stored token with the first key; `dryRun` only counts. */
  rotateKeys(options?: { dryRun?: boolean; onProgress?: (seen: number) => void }): Promise<RotationCounts>
  /** Syncs every active account, as the nightly job does. */
  syncAccounts(): Promise<Record<SyncOutcome, number>>
  /** Syncs the active accounts that were not synced for 20 hours, or that wait to go on. */
  syncDue(options?: { onProgress?: (done: number, total: number) => void }): Promise<Record<SyncOutcome, number>>
  /**
   * Syncs one account now, whatever the cooldown says; `null` when there is none of this id. With `days`, at most 729
   * days back, those are read again, inside the budget: what one run can not read, the background does.
   */
  syncAccount(
    accountId: string,
    options?: {
      onProgress?: (done: number, total: number) => void
      days?: { startDate: string; endDate: string } | undefined
    },
  ): Promise<OperatorSync | null>
  /**
   * What is known of an account and of why its numbers do not come: of the one of this id, username, user or reference in
   * the log; `null` when nobody matches.
   */
  findAccount(named: string, options?: { locale?: Locale }): Promise<AdminAccountPage | null>
  /** Checks everything that a connection needs, and says what to do. */
  examine(options?: { locale?: Locale }): Promise<DoctorReport>
  /** What Meta's App Review asks of this installation: values and texts to paste, calls made, and what is open. No secret. */
  reviewPack(options?: { locale?: Locale }): Promise<ReviewPack>
  /** Drops what is older than the settings keep, as the background does every night. */
  dropOldData(): Promise<RetentionCounts>
  /** Takes over accounts, days and notifications of the Django app that was there before. What is here stays as it is. */
  importDjango(request: DjangoImport): Promise<ImportReport>
  /** Every erasure that was carried out, as codes that name nobody, to be kept elsewhere. */
  listErasures(): Promise<Erasure[]>
  /** Erases again what another list says was done and this database does not know of. @returns how many that were */
  replayErasures(entries: readonly ErasureEntry[]): Promise<number>
  /** Writes a consistent copy of the SQLite database into a new file. */
  backup(path: string): Promise<void>
  /** Reads who follows the accounts, where that was not done for a week, as the background does every minute. */
  syncAudiences(): Promise<Record<ReadOutcome, number>>
  /** Reads the figures of the stories that are up, as the background does every four hours. */
  syncStories(): Promise<Record<ReadOutcome, number>>
  /** Reads the posts of the last days whose next age has come, as the background does every minute. */
  syncPosts(): Promise<Record<ReadOutcome, number>>
  /** Goes on with what is missing and due by now, as the background does every minute. */
  catchUp(): Promise<Record<SyncOutcome, number>>
  /** Sends the host what it was not told of yet, as the background does at once and every minute. */
  deliverEvents(): Promise<DeliveryCounts>
  /**
   * Checks that no event was changed, removed or cut off.
   * @param options `expected`: an anchor of an earlier report
   * @throws AppError VALIDATION for a text that is no anchor
   */
  verifyAudit(options?: { expected?: string }): Promise<ChainReport>
  /** Starts the background work, once. */
  start(): void
  /**
   * Ends the live streams of one user at once, for when they sign out: on PostgreSQL in every process, on SQLite in this
   * one. Without an argument it ends all of this process for good, and long calls and background work at their next
   * step, so that a server that stops listening need not wait for them; `close` does it too.
   */
  endStreams(who?: { userId: string }): void
  /**
   * From now on `/readyz` answers 503 and every answer ends its connection (`Connection: close`), while everything is
   * answered: for a server that waits until its load balancer has looked away before it stops listening.
   */
  prepareToClose(): void
  /**
   * Ends live streams and the background work, waits up to eight seconds for requests and work under way, and closes the
   * database. From its begin on every call is answered 503 with `retry`, until the host stops listening.
   */
  close(): Promise<void>
  /** What opening the database applied. */
  migrations: MigrationReport
}
