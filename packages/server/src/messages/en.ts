import type { Messages } from './catalogue.ts'

export const en: Messages = {
  invalidField: 'This value is not valid.',
  reasons: {
    log_in_to_instagram:
      'Instagram wants to confirm that it is you. Open Instagram, log in to your account and follow the steps shown there; then press refresh here. You do not need to reconnect.',
    lift_restriction:
      'Instagram has restricted your account. Open the Instagram app and resolve the notice shown there; then press refresh here.',
    wait_out_block:
      'Instagram has blocked actions of your account for a while. See the notice in the Instagram app; we will try again later.',
  },
  errors: {
    AUTH_REQUIRED: () => 'Your session has ended. Sign in again to go on.',
    FORBIDDEN: () => 'You are not allowed to see this page.',
    VALIDATION: () => 'Something you entered is not right. Check the marked fields and try again.',
    NOT_FOUND: () => 'We could not find what you are looking for. Go back and try again.',
    CONFLICT: () => 'The data changed while you were on this page. Reload it and try again.',
    RATE_LIMITED: ({ wait }) =>
      `Too many requests in a short time. ${wait === undefined ? 'Wait a little and try again.' : `Try again in ${wait}.`}`,
    INTERNAL: () => 'Something went wrong on our side. Try again; if it goes on, contact support.',
    STATE_INVALID: () => 'This connection link is not valid or was already used. Start connecting again.',
    STATE_EXPIRED: () => 'The time to connect ran out. Start connecting again.',
    OAUTH_DENIED: () => 'You cancelled the connection with Instagram. You can try again whenever you like.',
    OAUTH_CODE_INVALID: () =>
      'Instagram did not accept this authorization: it was already used or has expired. Start connecting again.',
    OAUTH_MISCONFIGURED: () => 'The app is not set up correctly at Instagram. Please tell support.',
    SCOPE_MISSING: () =>
      'A permission is missing. Connect again and leave the profile and insights permissions ticked, so that we can show your numbers.',
    ACCOUNT_NOT_PROFESSIONAL: () =>
      'This is a personal account. In the Instagram app open Settings, tap “Account type and tools” and switch to a professional account (it is free). Then connect again.',
    ACCOUNT_LINKED_ELSEWHERE: () =>
      'This Instagram account is already connected by someone else. It has to be disconnected there first; contact support if you need help.',
    WRONG_ACCOUNT: () =>
      'You signed in with a different Instagram account. Sign in with the same account as before to reconnect.',
    NOT_CONNECTED: () => 'No Instagram account is connected. Connect yours to see its numbers.',
    RECONNECT_REQUIRED: () =>
      'The connection with Instagram has ended. Reconnect your account to keep the numbers up to date.',
    SYNC_COOLDOWN: ({ wait }) =>
      `Your numbers were updated just now. ${wait === undefined ? 'Wait a little before updating again.' : `You can update again in ${wait}.`}`,
    SYNC_IN_PROGRESS: () => 'We are already updating your numbers. Wait until it is done.',
    INSTAGRAM_RATE_LIMITED: ({ wait }) =>
      `Instagram asked us to pause. ${wait === undefined ? 'Try again later.' : `Try again in ${wait}.`}`,
    INSTAGRAM_UNAVAILABLE: () => 'Instagram did not answer just now. Try again in a few minutes; your data is safe.',
    INSTAGRAM_REJECTED: () => 'Instagram refused the request. If it goes on, contact support.',
  },
}
