import { TRPCError } from '@trpc/server'

export type CallFailure = TRPCError

/** Refusals before any procedure is known. */
export const refusals = {
  foreignPage: () => new TRPCError({ code: 'FORBIDDEN' }),
  unknownProcedure: () => new TRPCError({ code: 'NOT_FOUND' }),
  methodNotSupported: () => new TRPCError({ code: 'METHOD_NOT_SUPPORTED' }),
  bodyTooLarge: () => new TRPCError({ code: 'PAYLOAD_TOO_LARGE' }),
  bodyIsNoJson: () => new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
  tooManyCalls: () => new TRPCError({ code: 'BAD_REQUEST' }),
} satisfies Record<string, () => CallFailure>
