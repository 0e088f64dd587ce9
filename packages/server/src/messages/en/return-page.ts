import type { ReturnPageCatalogue } from '../catalogue.ts'

export const returnPage: ReturnPageCatalogue = {
  'screens.return.title': 'Connection with Instagram',
  'screens.return.no_script':
    'To finish connecting, allow JavaScript in this browser and reload this page within 10 minutes. Or go back to the site and connect again in another browser.',
  'screens.return.in_app':
    "You are in another app's browser, where a connection can get lost. Open this site in your phone's browser (Chrome or Safari) and connect there.",
  'screens.return.code': 'If you need help, send this code to support:',
  'screens.return.retry.button': 'Try again',
  'screens.return.back.button': 'Go back',
  'screens.return.go_on.button': 'Continue',
  'screens.return.sign_in.button': 'Sign in and continue',
  'screens.return.working.title': 'Connecting…',
  'screens.return.working.body': 'We are talking to Instagram. Just a moment.',
  'screens.return.connected.title': 'Account connected',
  'screens.return.connected.body': 'Your numbers are on their way.',
  'screens.return.elsewhere.title': 'Account connected',
  'screens.return.elsewhere.body': 'You can close this window and go back to where you were.',
  'screens.return.cancelled.title': 'All right, nothing was connected',
  'screens.return.cancelled.body': 'You left before allowing it. Go back and connect again whenever you like.',
  'screens.return.sign_in.title': 'Sign in again to finish',
  'screens.return.sign_in.body':
    'Instagram has allowed it, but in this browser nobody is signed in to this site. Sign in with this same tab within 10 minutes. If the account does not appear as connected, just connect again.',
  'screens.return.failed.title': 'We could not connect',
  'screens.return.failed.body': 'Something unexpected happened. Go back and connect again.',
  'screens.return.nothing.title': 'There is nothing to finish here',
  'screens.return.nothing.body':
    'This page only appears on the way back from Instagram. If you wanted to connect an account, go back and begin again.',
}
