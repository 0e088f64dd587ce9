import pino from 'pino'
import { GraphFailure } from './instagram/failure.ts'

/** Plain facts only: an object, an error or a URL can carry a secret with it. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

export interface LogOptions {
  level: string
  /** Where lines go; standard output by default. */
  write?: (line: string) => void
}

// The last net under the allow-list of fields: whatever still looks like a credential does not leave the process. What
// is logged may come from anybody, so each is linear in the length of the text: no two parts that can take the same one.
const credentials = [
  /\b(?:IGAA|IGQ|EAA)[\w-]{8,}/g,
  /\bgAAAA[\w=-]{20,}/g,
  /((?:^|[?&\s"'])(?:code|state|client_secret|access_token|refresh_token|signed_request)=)[^&\s"']+/gi,
  /(\bBearer\s+)[\w.~+/=-]+/gi,
]

export function scrub(text: string): string {
  return credentials.reduce(
    (line, pattern) =>
      line.replace(pattern, (_match, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted]`),
    text.replace(/[\w.-]+/g, withoutJwt),
  )
}

/** A JSON Web Token is three parts with a dot between; the first begins as every `{"` in base64url does. */
function withoutJwt(word: string): string {
  const start = word.search(/(?<![A-Za-z0-9_])eyJ/)
  if (start < 0) return word
  const firstDot = word.indexOf('.', start)
  return firstDot > 0 && word.includes('.', firstDot + 1) ? `${word.slice(0, start)}[redacted]` : word
}

/** A structured log, one JSON object a line. It has no way to be given an error or a request. */
export function createLog({ level, write = (line) => void process.stdout.write(line) }: LogOptions): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write })
  return {
    debug: (event, fields) => logger.debug(scrubFields({ event, ...fields })),
    info: (event, fields) => logger.info(scrubFields({ event, ...fields })),
    warn: (event, fields) => logger.warn(scrubFields({ event, ...fields })),
    error: (event, fields) => logger.error(scrubFields({ event, ...fields })),
  }
}

/** Before they become JSON: in the finished line an escape (`\n`, `\"`) would hide a credential or be cut in two. */
function scrubFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [scrub(name), typeof value === 'string' ? scrub(value) : value]),
  )
}

/**
 * What may be said about an unexpected error: its class, its code and where it came from. Not its message: messages
 * of drivers and parsers quote parameters and bodies. Of an answer of Instagram's also its codes, its trace id for Meta's
 * support, and what was asked.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const { code } = error as { code?: unknown }
  const cause = error.cause instanceof Error ? error.cause : undefined
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  const place = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim()
  return {
    errorName: error.name,
    errorCode: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    causeName: cause?.name,
    causeCode: typeof causeCode === 'string' || typeof causeCode === 'number' ? causeCode : undefined,
    at: place === undefined ? undefined : withoutFolders(place),
    ...(error instanceof GraphFailure ? describeFailure(error) : {}),
  }
}

/** `at work (file:///somewhere/else/work.ts:1:2)` as `at work (work.ts:1:2)`: where we are installed is nobody's matter. */
function withoutFolders(place: string): string {
  const words = place.split(' ')
  const path = words.pop() ?? ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  return [...words, path.startsWith('(') && name !== path ? `(${name}` : name].join(' ')
}

function describeFailure({ kind, endpoint, details }: GraphFailure): LogFields {
  const list = (names: readonly string[] | undefined) => (names?.length ? names.join(',') : undefined)
  return {
    kind,
    endpoint,
    httpStatus: details.httpStatus,
    instagramCode: details.code,
    instagramSubcode: details.subcode,
    traceId: details.traceId,
    asked: list(details.askedNames),
    refused: list(details.refusedNames),
    retryAfterSeconds: details.retryAfterSeconds,
    isOwnLimit: details.isOwnLimit,
  }
}
