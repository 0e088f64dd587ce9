import { randomBytes } from 'node:crypto'

/** What the `error` object of a Graph answer may say beside its code and message. */
export interface GraphErrorExtras {
  subcode?: number | undefined
  type?: string | undefined
  /** HTTP 400 unless told, whatever the code. */
  status?: number | undefined
  isTransient?: boolean | undefined
  userTitle?: string
  userMessage?: string
  data?: unknown
}

/** An answer that is not the one asked for. Thrown by handlers, written by the server. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super(`answer with HTTP ${status}`)
    this.status = status
    this.body = body
  }
}

/** Trace id in the look of Meta's. */
export function traceId(): string {
  return `A${randomBytes(16).toString('base64url')}`
}

/** The documented error object ("Handle Errors" of the Graph API guides); JSON leaves out what is undefined. */
export function graphError(code: number, message: string, extras: GraphErrorExtras = {}): Refusal {
  const { type = 'OAuthException', status = 400, subcode, isTransient, userTitle, userMessage, data } = extras
  return new Refusal(status, {
    error: {
      message,
      type,
      code,
      error_data: data,
      error_subcode: subcode,
      is_transient: isTransient,
      error_user_title: userTitle,
      error_user_msg: userMessage,
      fbtrace_id: traceId(),
    },
  })
}

/** Error 100 with the "(#100)" that most, not all, of its texts carry. */
export function invalidParameter(message: string): Refusal {
  return graphError(100, `(#100) ${message}`)
}

/** The token endpoint has an error shape of its own ("Business Login for Instagram"). */
export function oauthError(message: string): Refusal {
  return new Refusal(400, { error_type: 'OAuthException', code: 400, error_message: message })
}

export const passingFailure = 'An unexpected error has occurred. Please retry your request later.'
const apiException = { type: 'IGApiException' }

export const errors = {
  noToken: () => graphError(2500, 'An active access token must be used to query information about the current user.'),
  cannotParseToken: () => graphError(190, 'Invalid OAuth access token - Cannot parse access token'),
  cannotDecryptToken: () => graphError(190, 'The access token could not be decrypted'),
  appRemoved: (appId: string) =>
    graphError(190, `Error validating access token: The user has not authorized application ${appId}.`, {
      subcode: 458,
    }),
  expired: (at: string, now: string) =>
    graphError(190, `Error validating access token: Session has expired on ${at}. The current time is ${now}.`, {
      subcode: 463,
    }),
  unsupportedGet: () => graphError(100, 'Unsupported request - method type: get', apiException),
  objectMissing: (id: string) =>
    graphError(
      100,
      `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
      { ...apiException, subcode: 33 },
    ),
  unknownField: (field: string) => graphError(100, `Tried accessing nonexisting field (${field})`, apiException),
  incompatibleBreakdown: (breakdown: string, metric: string) =>
    graphError(100, `Incompatible breakdowns (${breakdown}) for metric (${metric})`, apiException),
  mediaGone: () =>
    graphError(24, '(#24) The requested resource does not exist', {
      ...apiException,
      subcode: 2_207_006,
      isTransient: false,
      userTitle: 'Media not found',
      userMessage: 'The media could not be found. It may have been deleted.',
    }),
  /** What versions 26 and 27 closed. */
  removedBehaviour: (what: string) => invalidParameter(`${what} is no longer supported`),
  unknownVersion: (version: string) => graphError(2500, `Unknown path components: /${version}`),
  permissionMissing: () => graphError(10, '(#10) Application does not have permission for this action'),
  notEnoughViewers: () => graphError(10, '(#10) Not enough viewers for the media to show insights'),
  unsupportedBreakdown: () => graphError(1, 'An unknown error has occurred.', { status: 500 }),
  reduceData: () =>
    graphError(1, "Please reduce the amount of data you're asking for, then retry your request", { status: 500 }),
  serviceUnavailable: () => graphError(2, passingFailure, { status: 500, isTransient: true }),
  accountRateLimit: () =>
    graphError(
      80_002,
      '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
      { subcode: 2_446_079, isTransient: false },
    ),
  beforeConversion: () =>
    graphError(100, 'Invalid parameter', {
      subcode: 2_108_006,
      isTransient: false,
      data: { blame_field_specs: [['']] },
      userTitle: 'Media posted before business account conversion',
      userMessage:
        "The media was posted before the most recent time that the user's account was converted to a business account from a personal account.",
    }),
} as const
