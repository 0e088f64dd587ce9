/**
 * How a check of the audit log ends. `intact`: every event was checked and is as it was written. `counted_only`: those
 * that could be checked are, and of those before nothing can be said but that none is missing. `fault`: an event is not
 * as it was written.
 */
export const chainResults = ['intact', 'counted_only', 'fault'] as const
export type ChainResult = (typeof chainResults)[number]

/** `changed`: not what was written; `missing`: removed, or cut off at the end; `unexpected`: beyond the end. */
export const chainFaultKinds = ['changed', 'missing', 'unexpected'] as const
export type ChainFaultKind = (typeof chainFaultKinds)[number]
