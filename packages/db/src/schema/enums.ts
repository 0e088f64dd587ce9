/** The values of every column that has a fixed list of them. The contracts of the API are made of the same lists. */
export const accountStatuses = ['active', 'reconnect_required', 'disconnected'] as const

export const syncTriggers = ['first_connection', 'manual', 'scheduled', 'admin'] as const
export const syncStatuses = ['queued', 'running', 'succeeded', 'partial', 'failed'] as const

/** What an account is leased for: a sync by its trigger, or one of the other kinds of work. */
export const leasePurposes = [...syncTriggers, 'stories', 'audience', 'refresh'] as const

export const connectionSteps = [
  'started',
  'redirected',
  'returned',
  'exchanged',
  'validated',
  'connected',
  'cancelled',
  'failed',
] as const

export const mediaInsightStates = [
  'unread',
  'read',
  'too_few_viewers',
  'before_conversion',
  'no_figures',
  'unavailable',
] as const

export const audienceKinds = ['followers', 'engaged'] as const
export const audienceDimensions = ['age', 'gender', 'country', 'city'] as const
/** `online` are the hours of the week at which followers are online, `3T17` being Wednesday 17 h in UTC. */
export const storedDimensions = [...audienceDimensions, 'online'] as const

export const notificationKinds = [
  'first_connection',
  'token_expiring',
  'sync_failed',
  'followers_grew',
  'connection_lost',
  'achievement_unlocked',
  'support_answered',
  'goal_reached',
  'weekly_digest',
] as const

export const actorKinds = ['user', 'admin', 'system'] as const
export const creditReasons = ['achievement', 'reversal'] as const
export const deletionRequestKinds = ['deauthorize', 'data_deletion'] as const
export const deliveryChannels = ['webhook', 'callback'] as const
export const deliveryStatuses = ['pending', 'delivered', 'dead'] as const
export const supportTicketStatuses = ['open', 'answered', 'closed'] as const

export const splitDimensions = ['contentType', 'followType'] as const
export const postAges = ['1h', '6h', '24h', '48h', '7d', '30d'] as const
/** What a follower of changes is told of. */
export const changeKinds = ['day', 'post', 'story', 'account'] as const
