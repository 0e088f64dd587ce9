import { describeError, type Log } from '../log.ts'
import type { HostChannel } from './host-channel.ts'
import type { HostEvent } from './host-events.ts'

/** Told of each event after it happened; a rejection lets it be told again later. */
export type OnEvent = (event: HostEvent) => void | Promise<void>

/** Events for the host's own process. What it throws stays here. */
export function createCallbackChannel(onEvent: OnEvent, log: Log): HostChannel {
  return {
    name: 'callback',
    async send(event) {
      try {
        await onEvent(event)
        return { isDelivered: true }
      } catch (error) {
        log.warn('on_event.failed', { type: event.type, ...describeError(error) })
        return { isDelivered: false, failure: 'onEvent failed' }
      }
    },
  }
}
