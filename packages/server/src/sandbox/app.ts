/** The app that the sandbox knows unless told otherwise. */
export const SANDBOX_APP_ID = '990000000000001'
export const SANDBOX_APP_SECRET = 'sandbox-app-secret-not-a-real-one'
