/** What can be seen from here, in the order in which it is told. */
export const seenChecks = [
  'redirect_https',
  'public_url',
  'real_instagram',
  'version',
  'account_connected',
  'calls_basic',
  'calls_insights',
] as const

/** What only whoever looks at Meta's pages can tell. */
export const ownChecks = [
  'redirect_registered',
  'callbacks_registered',
  'app_settings',
  'only_these',
  'business',
  'access',
  'data_handling',
  'reachable',
  'reviewer_login',
  'screencasts',
  'texts',
  'publish',
] as const

export type SeenCheck = (typeof seenChecks)[number]
export type CheckId = SeenCheck | (typeof ownChecks)[number]
