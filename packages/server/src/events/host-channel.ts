import type { deliveries } from '@instagram-dashboard/db'
import type { HostEvent } from './host-events.ts'

/** How a try ended. `failure` is a word for people: an HTTP status or what went wrong, never what the host answered. */
export type SendOutcome =
  | { isDelivered: true }
  | { isDelivered: false; failure: string; isFinal?: boolean; retryAfterMs?: number | undefined }

/** A way to the host. */
export interface HostChannel {
  name: deliveries.DeliveryChannel
  /** Never throws. */
  send(event: HostEvent): Promise<SendOutcome>
}
