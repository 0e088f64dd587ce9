import type { Request } from 'express'
import { graphError, oauthError, type Refusal } from './errors.ts'

/** How Instagram sees the app itself; anything but `ok` answers every Graph and token call of everybody. */
export type AppState =
  | 'ok'
  | 'blocked'
  | 'deactivated'
  | 'no_advanced_access'
  | 'unknown_app'
  /** Any other words; HTTP 400 unless told, 200 was seen. */
  | { code: number; subcode?: number; message: string; status?: number }

const answers = {
  blocked: { code: 200, message: 'API access blocked.' },
  deactivated: { code: 200, message: 'API access deactivated. To reactivate, go to the app dashboard.' },
  no_advanced_access: {
    code: 200,
    message:
      '(#200) App does not have Advanced Access to instagram_business_basic permission and user does not have role on app',
  },
  unknown_app: { code: 190, message: 'Error validating application. Application has been deleted.' },
} as const

export const appStateNames = ['ok', 'blocked', 'deactivated', 'no_advanced_access', 'unknown_app'] as const

/** The answer to any call while the app is refused. The exchange of a code has an error shape of its own. */
export function appRefusal(app: AppState, request: Request): Refusal | undefined {
  if (app === 'ok') return undefined
  const { code, message, ...extras } = typeof app === 'string' ? answers[app] : app
  return request.path === '/oauth/access_token' ? oauthError(message) : graphError(code, message, extras)
}
