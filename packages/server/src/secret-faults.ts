/**
 * What is wrong with a secret that somebody put into a setting; `undefined` when nothing is. The sentences name no part
 * of it. Lengths are in bytes of UTF-8.
 */
type SecretFault = string | undefined

const shortestSigningSecret = 32
const fewestNewBytes = 16
const fewestDistinctBytes = 8
/** Standard Webhooks: a key has 24 to 64 bytes. */
const shortestWebhookKey = 24
const longestWebhookKey = 64
const shortestToken = 16
const shortestAppSecret = 8

const guessable = 'is too easy to guess: make one with openssl rand -base64 32'

/** Texts that were printed somewhere to show what a secret looks like, so that everybody knows them. */
const publishedSecrets = [
  'sandbox-app-secret-not-a-real-one',
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
]
/** What manuals write where the reader is to put something else. */
const placeholder =
  /change[-_ ]?(me|this|it)\b|replace[-_ ]?(me|this|with|it)\b|\byour[-_ ](\w+[-_ ]){0,3}(secret|key)|<[^>]+>/i

/**
 * Of the secret that signs people's logins (HS256). At least 32 bytes (RFC 7518 §3.2), and not what a program that tries
 * the likely ones would find: no pattern that is repeated, no published sample, no run such as `abcd…`, and not a few
 * characters in turn. See {@link newBytesOf} for the measure.
 */
export function signingSecretFault(secret: string): SecretFault {
  const bytes = Buffer.from(secret)
  if (bytes.length < shortestSigningSecret) return `must have at least ${shortestSigningSecret} bytes`
  if (isSample(secret)) return 'is a sample that was printed for everybody: make one with openssl rand -base64 32'
  return isGuessable(bytes) || newBytesOf(bytes) < fewestNewBytes ? guessable : undefined
}

/** Of what signs webhooks: one key or several by comma, each as `webhookKeyOf` reads it. */
export function webhookSecretFault(secrets: string): SecretFault {
  for (const secret of secrets.split(',').map((text) => text.trim())) {
    const key = webhookKeyOf(secret)
    if (key === undefined) return 'must be base64 after whsec_'
    if (key.length < shortestWebhookKey) return `must hold keys of at least ${shortestWebhookKey} bytes`
    if (secret.startsWith(webhookPrefix) && key.length > longestWebhookKey) {
      return `must hold keys of at most ${longestWebhookKey} bytes`
    }
    if (isSample(secret) || isGuessable(key)) return guessable
  }
  return undefined
}

/** Of the token that opens the figures. */
export function tokenFault(token: string): SecretFault {
  if (token.length < shortestToken) return `must have at least ${shortestToken} characters`
  if (/\s/.test(token)) return 'must have no spaces'
  return isSample(token) || isRepeated(Buffer.from(token)) ? guessable : undefined
}

/** Of what Meta signs its callbacks with: it hands out 32 characters. */
export function appSecretFault(secret: string): SecretFault {
  if (secret.length < shortestAppSecret) return `must have at least ${shortestAppSecret} characters`
  return isRepeated(Buffer.from(secret)) ? 'is not a secret that Meta gave out' : undefined
}

const webhookPrefix = 'whsec_'

/**
 * The bytes that a webhook's secret stands for: those of the base64 after `whsec_`, of base64 without it, else of the text
 * itself. `undefined` when what follows `whsec_` is no base64.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookKeyOf(secret: string): Buffer | undefined {
  const isPrefixed = secret.startsWith(webhookPrefix)
  const text = isPrefixed ? secret.slice(webhookPrefix.length) : secret
  if (/^[A-Za-z\d+/]+={0,2}$/.test(text)) return Buffer.from(text, 'base64')
  return isPrefixed ? undefined : Buffer.from(secret, 'latin1')
}

function isSample(text: string): boolean {
  return publishedSecrets.includes(text) || placeholder.test(text)
}

function isGuessable(bytes: Buffer): boolean {
  return isRepeated(bytes) || new Set(bytes).size < fewestDistinctBytes
}

/** Whether the whole is one letter or one pattern, said once and a half times or more. */
function isRepeated(bytes: Buffer): boolean {
  for (let period = 1; period * 1.5 <= bytes.length; period += 1) {
    if (bytes.subarray(period).equals(bytes.subarray(0, -period))) return true
  }
  return false
}

/**
 * How many bytes say something new: a byte does not when it and the two before it stood together earlier in the text, or
 * when it goes on with a row of equal steps (`1234`, `dcba`). 44 characters of random base64 have 42 to 44, 64 random hex
 * digits more than 50, a sentence nearly as many as letters, `password` four times over ten.
 */
function newBytesOf(bytes: Buffer): number {
  const seen = new Set<number>()
  let count = Math.min(bytes.length, 2)
  for (let index = 2; index < bytes.length; index += 1) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index - 2, index + 1)
    const triple = (first << 16) | (second << 8) | third
    const step = third - second
    const goesOn = Math.abs(step) <= 1 && step === second - first
    if (!seen.has(triple) && !goesOn) count += 1
    seen.add(triple)
  }
  return count
}
