import { makeControl, type SandboxControl } from './control.ts'
import { people, type SandboxPerson } from './people.ts'
import { newState, type SandboxOptions } from './options.ts'
import { listen, makeApplication, shut } from './server.ts'

export { SANDBOX_APP_ID, SANDBOX_APP_SECRET } from './app.ts'
export type { AppState } from './app-state.ts'
export type { ContentTypeNames } from './content-shares.ts'
export type { ApproveInput, SandboxControl } from './control.ts'
export type { CorrectedNumber, GivenSplit } from './corrections.ts'
export type { Fault, FaultKind, FaultMatch } from './faults.ts'
export type { LatenessOptions } from './lateness.ts'
export type { Media, MediaKind } from './media-history.ts'
export type { MediaNumbers } from './media-numbers.ts'
export type { DailyMetric, DayNumbers } from './numbers.ts'
export type { EndedStories, RefreshGives, Usage } from './overrides.ts'
export type { AccountType, SandboxPerson } from './people.ts'
export type { SandboxOptions } from './options.ts'
export type { Split, SplitQuestion } from './splits.ts'
export type { RecordedRequest } from './state.ts'

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
  const state = newState(options)
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
