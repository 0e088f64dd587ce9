import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'

/**
 * Fernet by its specification (github.com/fernet/spec): AES-128-CBC, then HMAC-SHA256 over everything. Written here
 * because the packages for Node either accept broken tokens or run in browsers only.
 */
export interface FernetKey {
  // Node makes a key of plain bytes anew at each use, which takes four times as long as the use.
  readonly signing: KeyObject
  readonly encryption: KeyObject
}

/** The one failure of opening: it does not tell which check failed, so that it helps no attacker. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'
  constructor() {
    super('The token can not be opened')
  }
}

const version = 0x80
const headerBytes = 1 + 8 + 16
const macBytes = 32
const blockBytes = 16
const allowedSkewSeconds = 60

/** A new key: 32 random bytes, base64url with padding, as other Fernet tools print it. */
export function generateFernetKey(random: (size: number) => Buffer = randomBytes): string {
  return toBase64Url(random(32))
}

/** @returns the key, or `undefined` when the text is not exactly 32 bytes of canonical base64url or has no entropy */
export function parseFernetKey(text: string): FernetKey | undefined {
  const bytes = fromBase64Url(text)
  if (!bytes || bytes.length !== 32 || bytes.every((byte) => byte === bytes[0])) return undefined
  return { signing: createSecretKey(bytes.subarray(0, 16)), encryption: createSecretKey(bytes.subarray(16)) }
}

/**
 * Seals with one key.
 * @param options `now` is written into the token to the second; `iv` is for the specification's vectors only
 * @returns the token, base64url with padding
 */
export function sealFernet(
  key: FernetKey,
  plaintext: Buffer,
  { now, iv = randomIv() }: { now: Date; iv?: Buffer },
): string {
  const header = Buffer.alloc(9)
  header.writeUInt8(version, 0)
  header.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000)), 1)
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv)
  const body = Buffer.concat([header, iv, cipher.update(plaintext), cipher.final()])
  return toBase64Url(Buffer.concat([body, mac(key, body)]))
}

/**
 * Opens a token with the first key that made it.
 * @param limits with `ttlSeconds`, older tokens and tokens from the future are refused
 * @throws CannotOpen for every kind of failure
 */
export function openFernet(
  keys: readonly FernetKey[],
  token: string,
  limits?: { ttlSeconds: number; now: Date },
): Buffer {
  const bytes = fromBase64Url(token)
  const cipherBytes = (bytes?.length ?? 0) - headerBytes - macBytes
  if (!bytes || bytes[0] !== version || cipherBytes < blockBytes || cipherBytes % blockBytes !== 0)
    throw new CannotOpen()
  const body = bytes.subarray(0, -macBytes)
  const given = bytes.subarray(-macBytes)
  const key = keys.find((candidate) => timingSafeEqual(mac(candidate, body), given))
  if (!key || (limits && !isWithin(Number(body.readBigUInt64BE(1)), limits))) throw new CannotOpen()
  try {
    const decipher = createDecipheriv('aes-128-cbc', key.encryption, body.subarray(9, headerBytes))
    return Buffer.concat([decipher.update(body.subarray(headerBytes)), decipher.final()])
  } catch {
    throw new CannotOpen()
  }
}

/** When a token was made, which it says openly, to the second. */
export function fernetTime(token: string): Date {
  return new Date(Number(Buffer.from(token, 'base64url').readBigUInt64BE(1)) * 1000)
}

function isWithin(madeAt: number, { ttlSeconds, now }: { ttlSeconds: number; now: Date }): boolean {
  const seconds = Math.floor(now.getTime() / 1000)
  return madeAt + ttlSeconds >= seconds && madeAt <= seconds + allowedSkewSeconds
}

const ivBytes = 16
let random = Buffer.alloc(0)

/** Asking the system for a few bytes takes longer than sealing with them, so that they are asked for many at a time. */
function randomIv(): Buffer {
  if (random.length < ivBytes) random = randomBytes(256 * ivBytes)
  const iv = random.subarray(0, ivBytes)
  random = random.subarray(ivBytes)
  return iv
}

function mac(key: FernetKey, body: Buffer): Buffer {
  return createHmac('sha256', key.signing).update(body).digest()
}

function toBase64Url(bytes: Buffer): string {
  const text = bytes.toString('base64url')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Strict: padding where it belongs, no other character, and only the one spelling of the bytes. */
function fromBase64Url(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[\w-]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return toBase64Url(bytes) === text ? bytes : undefined
}
