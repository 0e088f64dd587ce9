import { databaseUrlFault } from '@instagram-dashboard/db'
import { CronPattern } from 'croner'
import { z } from 'zod'
import { isLoopback, relatedFaults, type ConfigurationFault } from './config-faults.ts'
import { readSecretFiles } from './config-files.ts'
import { newestGraphVersion } from './instagram/index.ts'
import { locales } from './messages/locales.ts'
import { appSecretFault, signingSecretFault, tokenFault, webhookSecretFault } from './secret-faults.ts'
import { generateFernetKey, keyRingFault } from './vault/index.ts'

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const serviceUrl = z
  .string()
  .refine((text) => {
    const url = parseUrl(text)
    return url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
  }, 'must be an https URL (http is allowed on localhost only)')
  .refine((text) => parseUrl(text)?.search === '' && parseUrl(text)?.hash === '', 'must have no query and no fragment')

const origin = z
  .string()
  .refine((text) => parseUrl(text)?.origin === text, 'must be origins such as https://app.example')

const wholeNumber = (minimum: number, maximum: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(minimum, `must be at least ${minimum}`)
    .max(maximum, `must be at most ${maximum}`)

const filled = z.string('is missing').min(1, 'is missing')
/** A text in which the function finds no fault. An empty one is left to whoever asks for more than that. */
const faultless = (text: z.ZodString, faultOf: (value: string) => string | undefined) =>
  text.superRefine((value, context) => {
    const problem = value === '' ? undefined : faultOf(value)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
  })
const cronPattern = z.string().refine((text) => {
  try {
    return text === 'off' || Boolean(new CronPattern(text))
  } catch {
    return false
  }
}, 'must be a cron pattern or off')
const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}, 'must be an IANA time zone such as America/Sao_Paulo')

const configurationSchema = z.object({
  instagramAppId: filled,
  instagramAppSecret: filled,
  instagramRedirectUri: filled.pipe(serviceUrl),
  instagramTokenEncryptionKey: faultless(filled, keyRingFault),
  instagramAuthorizeUrl: serviceUrl.default('https://www.instagram.com/oauth/authorize'),
  instagramOauthBaseUrl: serviceUrl.default('https://api.instagram.com'),
  instagramGraphBaseUrl: serviceUrl.default('https://graph.instagram.com'),
  instagramGraphVersion: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v27.0')
    .default(newestGraphVersion),
  /** Which side of a day Instagram's `end_time` names. */
  instagramEndTimeRule: z.enum(['start', 'end'], 'must be start or end').default('start'),
  databaseUrl: faultless(
    z.string().regex(/^(file:.|postgres(ql)?:\/\/)/, 'must start with file: or postgres://'),
    databaseUrlFault,
  ).default('file:./data/instagram-dashboard.db'),
  /** Connections to PostgreSQL that one process opens at most. */
  databasePoolMax: wholeNumber(2, 500).default(10),
  /** How large a PostgreSQL database may become, in bytes, which it does not say itself: then health knows what is left. */
  databaseMaxBytes: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  authJwtSecret: faultless(filled, signingSecretFault).optional(),
  authJwksUrl: serviceUrl.optional(),
  authJwtIssuer: z.string().min(1).optional(),
  authJwtAudience: z.string().min(1).optional(),
  /** How old a token may be by its `iat`, whatever its `exp` says; 0 sets no limit. */
  authJwtMaxAgeSeconds: wholeNumber(0, 315_360_000).default(0),
  allowedOrigins: z.array(origin).default([]),
  /** An IPv6 address with or without the brackets that it has in a URL. */
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .transform((text) => text.replace(/^\[(.*)\]$/, '$1')),
  port: wholeNumber(0, 65_535).default(3001),
  /** How long `serve` keeps a connection on which nothing comes; longer than the proxy in front does. */
  keepAliveSeconds: wholeNumber(1, 3_600).default(65),
  /** How long `serve` goes on answering after it was told to end and says that it is not ready. */
  shutdownDrainSeconds: wholeNumber(0, 300).default(0),
  syncCooldownMinutes: wholeNumber(0, 1_440).default(15),
  instagramCallsPerHour: wholeNumber(1, 100_000).default(200),
  tokenRefreshCron: cronPattern.default('0 3 * * *'),
  syncCron: cronPattern.default('0 5 * * *'),
  /** Accounts of one kind of work that a worker has in hand at once; PostgreSQL only. */
  workerConcurrency: wholeNumber(1, 200).default(16),
  scheduleTimeZone: timeZone.default('America/Sao_Paulo'),
  hostWebhookUrl: serviceUrl.optional(),
  hostWebhookSecret: faultless(filled, webhookSecretFault).optional(),
  hostWebhookAllowPrivateNetwork: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  /** Calls of a user in a minute; 0 sets no limit. */
  rateLimitPerMinute: wholeNumber(0, 1_000_000).default(1_200),
  /** How many proxies stand in front of the standalone server; their word on a caller's address is taken. */
  trustedProxies: wholeNumber(0, 10).default(0),
  /** The share of accounts, in percent, above which what goes wrong with single ones is a problem of health. */
  healthToleratedPercent: wholeNumber(0, 100).default(5),
  metricsToken: faultless(filled, tokenFault).optional(),
  /** Meta signs its callbacks with the Instagram app's secret, or with that of the Meta app around it. */
  metaAppSecret: faultless(filled, appSecretFault).optional(),
  publicUrl: serviceUrl.optional(),
  /** The OpenAPI document at `/openapi.json` and the page of it at `/docs`. */
  apiDocs: z.enum(['on', 'off'], 'must be on or off').default('on'),
  /** How long browsers shall come back over https alone (`Strict-Transport-Security`), said by `serve`; 0 says nothing. */
  hstsSeconds: wholeNumber(0, 63_072_000).default(0),
  /** `production` makes faults of what the doctor else only warns of. */
  nodeEnv: z.string().optional(),
  retentionDays: wholeNumber(0, 36_500).default(400),
  disconnectedRetentionDays: wholeNumber(0, 36_500).default(0),
  erasureLedgerFile: z.string().min(1).optional(),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level such as info')
    .default('info'),
  /** A line of the log for each request. */
  accessLog: z.enum(['on', 'off'], 'must be on or off').default('off'),
  defaultLocale: z.enum(locales, `must be ${locales.join(' or ')}`).default(locales[0]),
})

/** What a host may give: the environment variables of the documentation in camelCase. */
export type ConfigurationInput = z.input<typeof configurationSchema>
export type Configuration = z.output<typeof configurationSchema>

export type { ConfigurationFault } from './config-faults.ts'
export { secretVariables } from './config-files.ts'

/** Every fault of a configuration at once, without a single value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly faults: ConfigurationFault[]

  constructor(faults: ConfigurationFault[]) {
    super(
      ['The configuration is not usable:', ...faults.map(({ variable, problem }) => `  ${variable} ${problem}`)].join(
        '\n',
      ),
    )
    this.faults = faults
  }
}

const variableOf = (option: string) => option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

/** The names of all environment variables that are read. */
export const variables: readonly string[] = Object.keys(configurationSchema.shape).map(variableOf)

export interface ValidateOptions {
  /** The standalone server has no host that says who a caller is, so it needs a JWT secret or a JWKS. */
  needsJwt: boolean
}

/**
 * Validates a configuration and fills in the defaults.
 * @throws ConfigurationError naming every fault
 */
export function validateConfiguration(input: unknown, { needsJwt }: ValidateOptions): Configuration {
  const parsed = configurationSchema.safeParse(input)
  const faults: ConfigurationFault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        variable: variableOf(String(issue.path[0] ?? '')),
        problem: issue.code === 'custom' || issue.message !== 'Invalid input' ? issue.message : 'is not valid',
      }))
  const given = (typeof input === 'object' && input !== null ? input : {}) as Partial<
    Record<keyof Configuration, unknown>
  >
  faults.push(...relatedFaults(given, { needsJwt }))
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(eachOnce(faults))
  return parsed.data
}

/** Several parts of a list can be wrong in the same way. */
function eachOnce(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  return [...new Map(faults.map((fault) => [`${fault.variable} ${fault.problem}`, fault])).values()]
}

/**
 * Reads the environment variables of the documentation; an empty one counts as absent, and what is secret may stand in a
 * file instead.
 * @throws ConfigurationError naming every fault at once
 */
export function readConfiguration(
  given: Record<string, string | undefined>,
  options: ValidateOptions = { needsJwt: false },
): Configuration {
  const { environment, faults } = readSecretFiles(given)
  const input = Object.fromEntries(
    Object.keys(configurationSchema.shape).flatMap((option) => {
      const text = environment[variableOf(option)]?.trim()
      if (text === undefined || text === '') return []
      return [[option, option === 'allowedOrigins' ? text.split(',').map((part) => part.trim()) : text]]
    }),
  )
  if (faults.length === 0) return validateConfiguration(input, options)
  try {
    validateConfiguration(input, options)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    // What a file should have said is not missing besides.
    const inFiles = faults.map(({ variable }) => variable.replace(/_FILE$/, ''))
    faults.push(...error.faults.filter(({ variable }) => !inFiles.includes(variable)))
  }
  throw new ConfigurationError(faults)
}

/**
 * Some variables of the documentation for a command that needs only them: the others, which every other command asks
 * for, stand there as something that is never used.
 * @throws ConfigurationError for those that are given
 */
export function readConfigurationFor(
  environment: Record<string, string | undefined>,
  wanted: readonly ('DATABASE_URL' | 'INSTAGRAM_TOKEN_ENCRYPTION_KEY')[],
): Configuration {
  return readConfiguration({
    INSTAGRAM_APP_ID: 'unused',
    INSTAGRAM_APP_SECRET: 'unused',
    INSTAGRAM_REDIRECT_URI: 'https://unused.invalid/',
    ...(wanted.includes('INSTAGRAM_TOKEN_ENCRYPTION_KEY')
      ? {}
      : { INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateFernetKey() }),
    ...Object.fromEntries(
      wanted.flatMap((variable) => [variable, `${variable}_FILE`]).map((name) => [name, environment[name]]),
    ),
  })
}
