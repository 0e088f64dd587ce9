import { randomBytes } from 'node:crypto'

/** What may be said in the `error` object of a Graph answer. */
export interface GraphErrorInput {
  code: number
  message: string
  subcode?: number | undefined
  type?: string | undefined
  status?: number | undefined
  isTransient?: boolean | undefined
  userTitle?: string | undefined
  userMessage?: string | undefined
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
export function graphErrorBody(input: GraphErrorInput): { error: Record<string, unknown> } {
  return {
    error: {
      message: input.message,
      type: input.type ?? 'OAuthException',
      code: input.code,
      error_data: input.data,
      error_subcode: input.subcode,
      is_transient: input.isTransient,
      error_user_title: input.userTitle,
      error_user_msg: input.userMessage,
      fbtrace_id: traceId(),
    },
  }
}

/** A Graph error; HTTP 400 unless told, whatever the code. */
export function graphError(input: GraphErrorInput): Refusal {
  return new Refusal(input.status ?? 400, graphErrorBody(input))
}

/** Error 100 with the "(#100)" that most, not all, of its texts carry. */
export function invalidParameter(message: string): Refusal {
  return graphError({ code: 100, message: `(#100) ${message}` })
}

/** The token endpoint has an error shape of its own ("Business Login for Instagram"). */
export function oauthError(message: string): Refusal {
  return new Refusal(400, { error_type: 'OAuthException', code: 400, error_message: message })
}

export const errors = {
  noToken: () =>
    graphError({
      code: 2500,
      message: 'An active access token must be used to query information about the current user.',
    }),
  cannotParseToken: () => graphError({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' }),
  cannotDecryptToken: () => graphError({ code: 190, message: 'The access token could not be decrypted' }),
  appRemoved: (appId: string) =>
    graphError({
      code: 190,
      subcode: 458,
      message: `Error validating access token: The user has not authorized application ${appId}.`,
    }),
  expired: (expiredAt: string, now: string) =>
    graphError({
      code: 190,
      subcode: 463,
      message: `Error validating access token: Session has expired on ${expiredAt}. The current time is ${now}.`,
    }),
  unsupportedGet: () =>
    graphError({ code: 100, type: 'IGApiException', message: 'Unsupported request - method type: get' }),
  objectMissing: (id: string) =>
    graphError({
      code: 100,
      subcode: 33,
      type: 'IGApiException',
      message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    }),
  unknownField: (field: string) =>
    graphError({ code: 100, type: 'IGApiException', message: `Tried accessing nonexisting field (${field})` }),
  mediaGone: () =>
    graphError({
      code: 24,
      subcode: 2_207_006,
      type: 'IGApiException',
      isTransient: false,
      message: '(#24) The requested resource does not exist',
      userTitle: 'Media not found',
      userMessage: 'The media could not be found. It may have been deleted.',
    }),
  /** What versions 26 and 27 closed. */
  removedBehaviour: (what: string) => invalidParameter(`${what} is no longer supported`),
  unknownVersion: (version: string) => graphError({ code: 2500, message: `Unknown path components: /${version}` }),
  permissionMissing: () =>
    graphError({ code: 10, message: '(#10) Application does not have permission for this action' }),
  notEnoughViewers: () => graphError({ code: 10, message: '(#10) Not enough viewers for the media to show insights' }),
  unsupportedBreakdown: () => graphError({ code: 1, status: 500, message: 'An unknown error has occurred.' }),
  reduceData: () =>
    graphError({
      code: 1,
      status: 500,
      message: "Please reduce the amount of data you're asking for, then retry your request",
    }),
  serviceUnavailable: () =>
    graphError({
      code: 2,
      status: 500,
      isTransient: true,
      message: 'An unexpected error has occurred. Please retry your request later.',
    }),
  accountRateLimit: () =>
    graphError({
      code: 80_002,
      subcode: 2_446_079,
      isTransient: false,
      message:
        '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
    }),
  beforeConversion: () =>
    graphError({
      code: 100,
      subcode: 2_108_006,
      isTransient: false,
      message: 'Invalid parameter',
      data: { blame_field_specs: [['']] },
      userTitle: 'Media posted before business account conversion',
      userMessage:
        "The media was posted before the most recent time that the user's account was converted to a business account from a personal account.",
    }),
} as const
