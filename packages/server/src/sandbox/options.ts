import { SANDBOX_APP_ID, SANDBOX_APP_SECRET } from './app.ts'
import { SandboxState } from './state.ts'

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

/** Everything that a sandbox remembers, at its beginning. */
export function newState(options: SandboxOptions): SandboxState {
  return new SandboxState({
    seed: options.seed ?? 'instagram-dashboard',
    appId: options.appId ?? SANDBOX_APP_ID,
    appSecret: options.appSecret ?? SANDBOX_APP_SECRET,
    behaviour: options.behaviour ?? 'instagram',
    latencyMs: options.latencyMs ?? 0,
    storiesPerDay: options.storiesPerDay,
    now: options.now ?? (() => new Date()),
  })
}
