import { simulateNight, workersFor, type NightPlan } from './night.ts'
import { bytesPerAccount, type Kind } from './stored-bytes.ts'

const sizes = [10_000, 100_000, 1_000_000] as const

// What the product asks of Instagram.
const accountCalls = 12
const mediaListCalls = 2
// Somebody who posts every fourth day: about eight posts of the last thirty days, and two of the sixty before.
const postsRead = 10
const callsPerSync = accountCalls + mediaListCalls + postsRead
// Six lists; of a story a day its figures and what viewers did, when it is new and twice in its last hours, and three looks after.
const storyCallsPerDay = 6 + 3 * 2 + 3
// With a post every fourth day, half of the days have a young one: then a list an hour, else one with each of the stories, and
// four readings of each post.
const youngPostCallsPerDay = 24 / 2 + 6 / 2 + 4 / 4
const audienceCallsPerWeek = 8
const refreshEveryDays = 7
const callsPerHourOfAccount = 200
const backgroundShare = 0.9

// How it asks.
const parallelSyncs = 16
const parallelRefreshes = 32
const secondsPerCall = 0.25

// What Instagram allows (Graph API, "Rate Limits").
const callsPerImpressionAndDay = 4_800
const appCallsPerUserAndHour = 200
const activeShare = 0.2

const refreshMinutes = 120
const syncMinutes = 360
const workersWithoutHelp = 1

// What it costs: list prices are for the reader to replace.
const dollarsPerWorkerMonth = 15
const dollarsPerGigabyteMonth = 0.12
const databaseDollars: Record<(typeof sizes)[number], number> = { 10_000: 15, 100_000: 60, 1_000_000: 400 }

const engines = ['sqlite', 'postgres'] as const
const years = [0, 1] as const
const afterYears = ['after a year', 'after two years'] as const

const kilobytes = (value: number) => `${number(value / 1000)} kB`
const number = (value: number) => Math.round(value).toLocaleString('en')
const hours = (minutes: number) =>
  minutes < 90
    ? `${Math.ceil(minutes)} min`
    : minutes < 2880
      ? `${(minutes / 60).toFixed(1)} h`
      : `${(minutes / 1440).toFixed(1)} days`
const bytes = (value: number) => (value < 1e9 ? `${Math.round(value / 1e6)} MB` : `${(value / 1e9).toFixed(1)} GB`)

/** Every figure of docs/scaling.md, as it stands there. */
export function reportScaling(): string {
  return [
    '### Calls',
    table(
      ['', ...sizes.map(number)],
      [
        ['sync, calls a night', ...sizes.map((size) => number(size * callsPerSync))],
        ['of these about the account itself', ...sizes.map((size) => number(size * accountCalls))],
        ['stories, calls a day', ...sizes.map((size) => number(size * storyCallsPerDay))],
        ['young posts, calls a day', ...sizes.map((size) => number(size * youngPostCallsPerDay))],
        ['audience, calls a day', ...sizes.map((size) => number((size * audienceCallsPerWeek) / 7))],
        ['refresh, calls a night', ...sizes.map((size) => number(size / refreshEveryDays))],
        ['app limit, calls an hour', ...sizes.map((size) => number(appLimit(size)))],
      ],
    ),
    '### The night',
    table(
      ['', ...sizes.map(number)],
      [
        ['refresh, one worker', ...sizes.map((size) => hours(simulateNight(refreshPlan(size)).minutes))],
        ['sync, one worker', ...sizes.map((size) => hours(simulateNight(syncPlan(size)).minutes))],
        [`workers to sync within ${hours(syncMinutes)}`, ...sizes.map((size) => inTime(syncPlan(size), syncMinutes))],
        [
          `workers to refresh within ${hours(refreshMinutes)}`,
          ...sizes.map((size) => inTime(refreshPlan(size), refreshMinutes)),
        ],
        ['most calls an hour then', ...sizes.map((size) => number(withHelp(size).mostCallsPerHour))],
        [
          'of the app limit',
          ...sizes.map((size) => `${((100 * withHelp(size).mostCallsPerHour) / appLimit(size)).toFixed(1)} %`),
        ],
      ],
    ),
    '### One account',
    table(
      ['', 'calls'],
      [
        ['a night of a current account', `${accountCalls} + ${mediaListCalls + postsRead} about posts`],
        ['our own limit an hour', number(callsPerHourOfAccount)],
        ['of which the background uses at most', number(callsPerHourOfAccount * backgroundShare)],
        ['views a day for Instagram to allow one night', (callsPerSync / callsPerImpressionAndDay).toFixed(4)],
      ],
    ),
    '### Storage of one account',
    table(
      ['', ...engines.flatMap((engine) => years.map((year) => `${engine}, ${afterYears[year]}`))],
      Object.keys(bytesPerAccount.sqlite).map((kind) => [
        kind,
        // The guarantee: the keys of the very object.
        ...engines.flatMap((engine) => years.map((year) => kilobytes(bytesPerAccount[engine][kind as Kind][year]))),
      ]),
    ),
    '### Storage',
    table(
      ['', ...sizes.map(number)],
      engines.flatMap((engine) =>
        years.map((year) => [
          `${engine}, ${afterYears[year]}`,
          ...sizes.map((size) => bytes(size * bytesPerAccount[engine].together[year])),
        ]),
      ),
    ),
    '### Cost a month',
    table(
      ['', ...sizes.map(number)],
      [
        ['workers', ...sizes.map((size) => dollars(workersAt(size) * dollarsPerWorkerMonth))],
        ['database', ...sizes.map((size) => dollars(databaseDollars[size]))],
        ['disk after a year', ...sizes.map((size) => dollars(diskCost(size)))],
        [
          'together',
          ...sizes.map((size) =>
            dollars(workersAt(size) * dollarsPerWorkerMonth + databaseDollars[size] + diskCost(size)),
          ),
        ],
        [
          'an account',
          ...sizes.map(
            (size) =>
              `$${((workersAt(size) * dollarsPerWorkerMonth + databaseDollars[size] + diskCost(size)) / size).toFixed(4)}`,
          ),
        ],
      ],
    ),
  ].join('\n\n')
}

const appLimit = (size: number) => size * activeShare * appCallsPerUserAndHour

function syncPlan(accounts: number, workers = workersWithoutHelp): NightPlan {
  const pace = { secondsPerCall, parallelAccounts: parallelSyncs, appCallsPerHour: appLimit(accounts) }
  return { accounts, callsPerAccount: callsPerSync, workers, ...pace }
}

function refreshPlan(accounts: number, workers = workersWithoutHelp): NightPlan {
  const pace = { secondsPerCall, parallelAccounts: parallelRefreshes, appCallsPerHour: appLimit(accounts) }
  return { accounts: Math.ceil(accounts / refreshEveryDays), callsPerAccount: 1, workers, ...pace }
}

const workersAt = (size: number) => workersFor(syncPlan(size), syncMinutes) ?? 0
const withHelp = (size: number) => simulateNight(syncPlan(size, workersAt(size)))
const inTime = (plan: NightPlan, longest: number) => String(workersFor(plan, longest) ?? 'not at all')
const diskCost = (size: number) => ((size * bytesPerAccount.postgres.together[0]) / 1e9) * dollarsPerGigabyteMonth
const dollars = (value: number) => `$${number(value)}`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
