import { Webhook } from 'standardwebhooks'
import type { Clock } from '../clock/index.ts'
import type { Secret } from '../vault/index.ts'
import type { HostChannel, SendOutcome } from './host-channel.ts'
import { isAllowedAddress, publicLookup, type Lookup } from './ssrf-guard.ts'

export interface WebhookOptions {
  url: string
  /** One secret or several by comma: every one signs, so that a host can change its own without a gap. */
  secret: Secret
  clock: Pick<Clock, 'now'>
  /** Lets the URL lead into a private network, for hosts that receive there. */
  allowPrivateNetwork: boolean
  lookup?: Lookup
}

const deadlineMs = 15_000
const longestAnswer = 64 * 1024

/**
 * Sends events by Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature` over the raw body. Any
 * 2xx is a delivery, 410 the end; redirects are not followed, and answers are not read.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createWebhookChannel({ url, secret, clock, allowPrivateNetwork, lookup }: WebhookOptions): HostChannel {
  const target = new URL(url)
  const signers = secret.use((text) => text.split(',').map((part) => signerOf(part.trim())))
  // The operator may name this very machine, which nobody else can.
  const mayBePrivate = allowPrivateNetwork || isThisMachine(target)
  return {
    name: 'webhook',
    async send(event) {
      const body = JSON.stringify(event)
      const timestamp = clock.now()
      const headers = {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'instagram-dashboard',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
        'webhook-signature': signers.map((signer) => signer.sign(event.id, timestamp, body)).join(' '),
      }
      const name = target.hostname.replace(/^\[|\]$/g, '')
      if (!mayBePrivate && /^[\d.]+$|:/.test(name) && !isAllowedAddress(name)) {
        return { isDelivered: false, failure: 'private address' }
      }
      return post(target, { headers, body, lookup: mayBePrivate ? lookup : publicLookup(lookup) })
    },
  }
}

/** `whsec_` and base64, as Standard Webhooks writes it; any other text is taken as base64 if it is, else as it is. */
function signerOf(secret: string): Webhook {
  try {
    return new Webhook(secret)
  } catch {
    return new Webhook(secret, { format: 'raw' })
  }
}

function isThisMachine({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

async function post(
  target: URL,
  { headers, body, lookup }: { headers: Record<string, string>; body: string; lookup: Lookup | undefined },
): Promise<SendOutcome> {
  const { request } = target.protocol === 'https:' ? await import('node:https') : await import('node:http')
  return new Promise((resolve) => {
    const fail = (failure: string) => resolve({ isDelivered: false, failure })
    const sending = request(
      target,
      { method: 'POST', headers, signal: AbortSignal.timeout(deadlineMs), ...(lookup ? { lookup } : {}) },
      (response) => {
        response.on('error', () => undefined)
        // What the host answers is not read; without end it is cut.
        let left = longestAnswer
        response.on('data', (part: Buffer) => {
          left -= part.length
          if (left < 0) response.destroy()
        })
        resolve(outcomeOf(response.statusCode ?? 0, response.headers['retry-after']))
      },
    )
    sending.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : wordFor(error.code))
    })
    sending.end(body)
  })
}

function outcomeOf(status: number, retryAfter: string | undefined): SendOutcome {
  if (status >= 200 && status < 300) return { isDelivered: true }
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined
  return {
    isDelivered: false,
    failure: `HTTP ${status}`,
    isFinal: status === 410,
    retryAfterMs: seconds === undefined ? undefined : seconds * 1000,
  }
}

function wordFor(code: string | undefined): string {
  if (code === 'PRIVATE_ADDRESS') return 'private address'
  return code === undefined || !/^[A-Z_]{3,40}$/.test(code) ? 'no connection' : code
}
