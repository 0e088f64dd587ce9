/** The app label of the Django project that this product replaces. */
const appLabel = 'SocialMediaIntegration'

/** Its models, as they are meant here. */
export const sourceTables = ['accounts', 'metrics', 'notifications', 'attempts'] as const
export type SourceTable = (typeof sourceTables)[number]

export const modelOf: Record<SourceTable, string> = {
  accounts: 'InstagramAccount',
  metrics: 'InstagramMetrics',
  notifications: 'InstagramNotification',
  attempts: 'InstagramConnectionAttempt',
}

/** How Django calls a table: the label with an underscore and the model in small letters. */
export const usualName = (table: SourceTable): string => `${appLabel}_${modelOf[table].toLowerCase()}`

interface SourceColumn {
  /** Usual names, the likeliest first. */
  names: readonly string[]
  isNeeded: boolean
}
const needed = (...names: string[]): SourceColumn => ({ names, isNeeded: true })
const optional = (...names: string[]): SourceColumn => ({ names, isNeeded: false })

/** What is read of each table. */
export const sourceColumns = {
  accounts: {
    id: needed('id'),
    userId: needed('user_id', 'user', 'owner_id'),
    instagramUserId: needed('instagram_user_id', 'instagram_id', 'ig_user_id', 'user_instagram_id'),
    username: optional('username', 'instagram_username'),
    followersCount: optional('followers_count', 'followers'),
    token: optional('access_token', 'encrypted_access_token', 'access_token_encrypted', 'token'),
    expiresAt: optional('expires_at', 'token_expires_at', 'access_token_expires_at'),
  },
  metrics: {
    id: needed('id'),
    accountId: needed('account_id', 'instagram_account_id', 'account'),
    date: needed('date', 'day', 'metric_date'),
    impressions: optional('impressions', 'views'),
    reach: optional('reach'),
    engagement: optional('engagement', 'total_interactions'),
    profileViews: optional('profile_views', 'profile_visits'),
  },
  notifications: {
    id: needed('id'),
    userId: needed('user_id', 'user', 'recipient_id'),
    kind: needed('type', 'notification_type', 'kind'),
    isRead: optional('is_read', 'read', 'seen'),
    createdAt: optional('created_at', 'created', 'timestamp'),
  },
  attempts: {
    id: needed('id'),
    userId: optional('user_id', 'user'),
    step: needed('step', 'stage', 'status'),
    errorMessage: optional('error_message', 'error'),
  },
} as const satisfies Record<SourceTable, Record<string, SourceColumn>>
