import { makeControl, type SandboxControl } from './control.ts'
import { people, type SandboxPerson } from './people.ts'
import { listen, makeApplication, shut } from './server.ts'
import { SandboxState } from './state.ts'

export type { AppState } from './app-state.ts'
export type { ApproveInput, SandboxControl } from './control.ts'
export type { Fault, FaultKind, FaultMatch } from './faults.ts'
export type { LatenessOptions } from './lateness.ts'
export type { DailyMetric, DayNumbers } from './numbers.ts'
export type { RefreshGives, Usage } from './overrides.ts'
export type { AccountType, SandboxPerson } from './people.ts'
export type { RecordedRequest } from './state.ts'

/** The app that the sandbox knows unless told otherwise. */
export const SANDBOX_APP_ID = '990000000000001'
export const SANDBOX_APP_SECRET = 'sandbox-app-secret-not-a-real-one'

export interface SandboxOptions {
  /** 0 = any free port. */
  port?: number
  host?: string
  /** All numbers and tokens follow from it; the same seed after a restart knows the old tokens. */
  seed?: string
  now?: () => Date
  appId?: string
  appSecret?: string
  /** Before every Graph and OAuth answer. */
  latencyMs?: number
  /** Of everybody; up to three, by the seed, unless told. */
  storiesPerDay?: number
  /** `instagram` silently leaves out metrics asked for wrongly, `facebook` refuses with error 100. */
  behaviour?: 'instagram' | 'facebook'
}

export interface Sandbox {
  url: string
  authorizeUrl: string
  oauthBaseUrl: string
  graphBaseUrl: string
  people: readonly SandboxPerson[]
  control: SandboxControl
  close(): Promise<void>
}

/** Starts an Instagram for development and tests: consent page, tokens, profile, insights and media on one local port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const state = new SandboxState({
    seed: options.seed ?? 'instagram-dashboard',
    appId: options.appId ?? SANDBOX_APP_ID,
    appSecret: options.appSecret ?? SANDBOX_APP_SECRET,
    behaviour: options.behaviour ?? 'instagram',
    latencyMs: options.latencyMs ?? 0,
    storiesPerDay: options.storiesPerDay,
    now: options.now ?? (() => new Date()),
  })
  const control = makeControl(state)
  const { server, url } = await listen(makeApplication(state, control), options.port ?? 0, options.host ?? '127.0.0.1')
  state.url = url
  return {
    url,
    authorizeUrl: `${url}/oauth/authorize`,
    oauthBaseUrl: url,
    graphBaseUrl: url,
    people,
    control,
    close: () => shut(server),
  }
}
