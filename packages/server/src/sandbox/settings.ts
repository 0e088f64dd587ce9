/** How a sandbox was started. */
export interface Settings {
  seed: string
  appId: string
  appSecret: string
  behaviour: 'instagram' | 'facebook'
  latencyMs: number
  storiesPerDay: number | undefined
  now: () => Date
}
