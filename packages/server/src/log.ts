import pino from 'pino'
import { GraphFailure } from './instagram/index.ts'
import { writtenPlace } from './written-place.ts'
import type { CountingClock } from './counted-lines.ts'
import { createSampling, type LogFields, type LogLevel, type WriteLine } from './log-sampling.ts'

export type { LogFields } from './log-sampling.ts'

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
  /** What stands on each line, so that those of several processes can be told apart. */
  base?: LogFields
  /** With a clock, a thousand equal lines become two: see `createSampling`. */
  clock?: CountingClock
}

/** A log that ends: what was counted and not said yet is said. */
export interface ClosableLog extends Log {
  close(): void
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
export function createLog({
  level,
  write = (line) => void process.stdout.write(line),
  base,
  clock,
}: LogOptions): ClosableLog {
  const logger = pino({ level, base: base ?? null, timestamp: pino.stdTimeFunctions.isoTime }, { write })
  const writeLine: WriteLine = (at, event, fields) => logger[at](scrubFields({ event, ...fields }))
  const sampling = clock && createSampling(writeLine, clock)
  const line = (at: LogLevel) => {
    const writeCounted = sampling?.write ?? writeLine
    // What the level leaves out need not be made.
    return (event: string, fields?: LogFields) =>
      logger.isLevelEnabled(at) ? writeCounted(at, event, fields) : undefined
  }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    close: () => sampling?.close(),
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
  if (!(error instanceof Error)) return describeThrown(error)
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
    errorCode: asCode(code) ?? codesWithin(error),
    causeName: cause?.name,
    causeCode: asCode(causeCode) ?? (cause && codesWithin(cause)),
    at: place === undefined ? undefined : withoutFolders(writtenPlace(place)),
    ...(error instanceof GraphFailure ? describeFailure(error) : {}),
  }
}

const asCode = (code: unknown) => (typeof code === 'string' || typeof code === 'number' ? code : undefined)

/** Where one error stands for several, as for each address that a name has, theirs. */
function codesWithin(error: unknown): string | undefined {
  const { errors } = error as { errors?: unknown }
  if (!Array.isArray(errors)) return undefined
  const codes = errors.flatMap((one) => asCode((one as { code?: unknown } | null)?.code) ?? [])
  return codes.length === 0 ? undefined : [...new Set(codes)].join(',')
}

/** What was thrown and is no error; libraries copy the fields of one into a plain object. */
function describeThrown(thrown: unknown): LogFields {
  if (typeof thrown !== 'object' || thrown === null) return { errorName: typeof thrown }
  const { name, code, queue, errno } = thrown as Record<string, unknown>
  const isName = typeof name === 'string' && /^\w{1,40}$/.test(name)
  const errorCode = asCode(code) ?? codesWithin(thrown) ?? asCode(errno)
  return {
    errorName: isName
      ? name
      : thrown.constructor?.name === 'Object'
        ? 'object'
        : (thrown.constructor?.name ?? 'object'),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(typeof queue === 'string' ? { queue } : {}),
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
    heldBy: details.heldBy,
    words: details.words,
  }
}
