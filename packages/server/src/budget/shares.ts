/**
 * Who a call is for. `upkeep`: a connection is made, renewed or ended, which may use the whole hour. `person`: somebody
 * presses a button and waits, and leaves that a few calls. `background` leaves both a share.
 */
export type CallPurpose = 'person' | 'upkeep' | 'background'

/** Of the hour, or of Instagram's own limit, from which the background keeps still. */
export const stopFrom = 0.9
const shareOf: Record<CallPurpose, number> = { upkeep: 1, person: 0.97, background: stopFrom }

/** A current account's sync takes about a dozen calls; with less room a press would only bring half of it. */
export const callsForASync = 12

/** How many calls of the hour a purpose may use, all calls together; one at least. */
export function limitOf(callsPerHour: number, purpose: CallPurpose): number {
  return Math.max(1, Math.floor(callsPerHour * shareOf[purpose]))
}
