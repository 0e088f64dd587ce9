import { TRPCError } from '@trpc/server'

export type CallFailure = TRPCError

/** Refusals before any procedure is known. */
export const refusals = {
  crossSite: () => new TRPCError({ code: 'FORBIDDEN' }),
  unknownProcedure: () => new TRPCError({ code: 'NOT_FOUND' }),
  methodNotSupported: () => new TRPCError({ code: 'METHOD_NOT_SUPPORTED' }),
  bodyTooLarge: (cause?: unknown) => new TRPCError({ code: 'PAYLOAD_TOO_LARGE', cause }),
  unreadableBody: (cause?: unknown) => new TRPCError({ code: 'PARSE_ERROR', cause }),
  bodyIsNoJson: () => new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
  tooManyCalls: () => new TRPCError({ code: 'BAD_REQUEST' }),
} satisfies Record<string, (cause: unknown) => CallFailure>
