import { databaseUrlFault } from '@instagram-dashboard/db'
import { CronPattern } from 'croner'
import { z } from 'zod'
import { isLoopback } from './config-faults.ts'
import type { Configuration } from './config-options.ts'
import { appSchemeOf } from './connect/app-address.ts'
import { newestGraphVersion } from './instagram/index.ts'
import { locales } from './messages/locales.ts'
import { appSecretFault, signingSecretFault, tokenFault, webhookSecretFault } from './secret-faults.ts'
import { keyRingFault } from './vault/index.ts'

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
  .refine(
    (text) => parseUrl(text)?.origin === text || appSchemeOf(text) === text,
    'must be origins such as https://app.example, or schemes of apps such as myapp://',
  )

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

/** Below the folder in which the process runs. */
export const defaultDatabaseUrl = 'file:./data/instagram-dashboard.db'

/** What each setting may be. Those of the environment alone: what they mean says {@link Configuration}. */
export const configurationSchema = z.object({
  instagramAppId: filled,
  instagramAppSecret: filled,
  instagramRedirectUri: filled.pipe(serviceUrl),
  instagramTokenEncryptionKey: faultless(filled, keyRingFault),
  sandbox: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  instagramAuthorizeUrl: serviceUrl.default('https://www.instagram.com/oauth/authorize'),
  instagramOauthBaseUrl: serviceUrl.default('https://api.instagram.com'),
  instagramGraphBaseUrl: serviceUrl.default('https://graph.instagram.com'),
  instagramGraphVersion: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v27.0')
    .default(newestGraphVersion),
  instagramEndTimeRule: z.enum(['start', 'end'], 'must be start or end').default('start'),
  databaseUrl: faultless(
    z.string().regex(/^(file:.|postgres(ql)?:\/\/)/, 'must start with file: or postgres://'),
    databaseUrlFault,
  ).default(defaultDatabaseUrl),
  databaseSchema: z
    .string()
    .regex(/^(?!pg_)[a-z_][a-z0-9_]{0,39}$/, 'must be a name of at most 40 small letters, digits and underscores')
    .optional(),
  databasePoolMax: wholeNumber(2, 500).default(10),
  databaseMaxBytes: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  authJwtSecret: faultless(filled, signingSecretFault).optional(),
  authJwksUrl: serviceUrl.optional(),
  authJwtIssuer: z.string().min(1).optional(),
  authJwtAudience: z.string().min(1).optional(),
  authJwtMaxAgeSeconds: wholeNumber(0, 315_360_000).default(0),
  allowedOrigins: z.array(origin).default([]),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .transform((text) => text.replace(/^\[(.*)\]$/, '$1')),
  port: wholeNumber(0, 65_535).default(3001),
  keepAliveSeconds: wholeNumber(1, 3_600).default(65),
  shutdownDrainSeconds: wholeNumber(0, 300).default(0),
  syncCooldownMinutes: wholeNumber(0, 1_440).default(15),
  instagramCallsPerHour: wholeNumber(1, 100_000).default(200),
  tokenRefreshCron: cronPattern.default('0 3 * * *'),
  syncCron: cronPattern.default('0 5 * * *'),
  workerConcurrency: wholeNumber(1, 200).default(16),
  scheduleTimeZone: timeZone.default('America/Sao_Paulo'),
  hostWebhookUrl: serviceUrl.optional(),
  hostWebhookSecret: faultless(filled, webhookSecretFault).optional(),
  hostWebhookAllowPrivateNetwork: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  rateLimitPerMinute: wholeNumber(0, 1_000_000).default(1_200),
  trustedProxies: wholeNumber(0, 10).default(0),
  healthToleratedPercent: wholeNumber(0, 100).default(5),
  metricsToken: faultless(filled, tokenFault).optional(),
  metaAppSecret: faultless(filled, appSecretFault).optional(),
  publicUrl: serviceUrl.optional(),
  apiDocs: z.enum(['on', 'off'], 'must be on or off').default('on'),
  hstsSeconds: wholeNumber(0, 63_072_000).default(0),
  nodeEnv: z.string().optional(),
  retentionDays: wholeNumber(0, 36_500).default(400),
  disconnectedRetentionDays: wholeNumber(0, 36_500).default(0),
  erasureLedgerFile: z.string().min(1).optional(),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level such as info')
    .default('info'),
  accessLog: z.enum(['on', 'off'], 'must be on or off').default('off'),
  connectTextsComparison: z.enum(['on', 'off'], 'must be on or off').default('off'),
  benchmark: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
  defaultLocale: z.enum(locales, `must be ${locales.join(' or ')}`).default(locales[0]),
}) satisfies z.ZodType<Omit<Configuration, 'isEmbedded' | 'isHostDatabaseIgnored'>>
