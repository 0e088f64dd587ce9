import type { HostEvent } from '@instagram-dashboard/server/contract'
import { Webhook } from 'standardwebhooks'

export type { HostEvent, HostEventData, HostEventType } from '@instagram-dashboard/server/contract'

/** The request is not from the server, was changed on the way, or is older than five minutes: answer 401. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
}

export interface WebhookRequest {
  /** The body as it came, before any parsing: the signature is over its bytes. */
  body: string
  headers: Headers | Record<string, string | string[] | undefined>
}

/**
 * Verifies a webhook (Standard Webhooks) and returns its event. Take each `id` once: the same event may come again.
 * @param key what signs at the server: its setting for webhooks, `whsec_…` or any text of 24 bytes or more
 * @throws WebhookVerificationError
 */
export function verifyWebhook({ body, headers }: WebhookRequest, key: string): HostEvent {
  const read = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  try {
    return verifierOf(key).verify(body, Object.fromEntries(names.map((name) => [name, read(name)]))) as HostEvent
  } catch (cause) {
    throw new WebhookVerificationError('The webhook can not be trusted', { cause })
  }
}

/** `whsec_` and base64; any other text is taken as base64 if it is, else as it is. */
function verifierOf(key: string): Webhook {
  try {
    return new Webhook(key)
  } catch {
    return new Webhook(key, { format: 'raw' })
  }
}
