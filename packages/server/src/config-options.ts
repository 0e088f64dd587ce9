import type { Locale } from './messages/locales.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** Every setting, with its default filled in. */
export interface Configuration {
  /** Instagram app ID, of *API setup with Instagram login*, not that of the Meta app. Required. */
  instagramAppId: string
  /** Instagram app secret, from the same page. Required. */
  instagramAppSecret: string
  /** The page of the host that ends a connection, registered at Meta to the letter: https, or http on localhost. Required. */
  instagramRedirectUri: string
  /** One Fernet key, or several by comma: the first encrypts, all decrypt. Required. */
  instagramTokenEncryptionKey: string
  /**
   * Runs an Instagram of its own inside the process, whose accounts and numbers are invented: for development, with nothing else
   * to be set. Refused in production, and beside the app of Meta's. Default `false`.
   */
  sandbox: boolean
  instagramAuthorizeUrl: string
  instagramOauthBaseUrl: string
  instagramGraphBaseUrl: string
  /** Such as `v27.0`; default: the newest that is supported. */
  instagramGraphVersion: string
  /** Which side of a day Instagram's `end_time` names. */
  instagramEndTimeRule: 'start' | 'end'
  /** `file:` is SQLite, `postgres://` PostgreSQL. Default `file:./data/instagram-dashboard.db`. */
  databaseUrl: string
  /**
   * The PostgreSQL schema of our tables; the job queue has one beside it, `<databaseSchema>_queue`. Default
   * `instagram_dashboard`, or `public` where an installation of 0.1.0 is there.
   */
  databaseSchema?: string | undefined
  /** Connections to PostgreSQL that one process opens at most. Default 10. */
  databasePoolMax: number
  /** How large a PostgreSQL database may become, in bytes, which it does not say itself: then health knows what is left. */
  databaseMaxBytes?: number | undefined
  /** HS256, at least 32 bytes. This or `authJwksUrl`, or `authenticate`, says who calls. */
  authJwtSecret?: string | undefined
  /** Needs `authJwtIssuer` and `authJwtAudience`. */
  authJwksUrl?: string | undefined
  authJwtIssuer?: string | undefined
  authJwtAudience?: string | undefined
  /** How old a token may be by its `iat`, whatever its `exp` says; 0, the default, sets no limit. */
  authJwtMaxAgeSeconds: number
  /** For CORS and for `returnTo`, such as `https://app.example`; for `returnTo` of an app its scheme, `myapp://`. Default: none. */
  allowedOrigins: string[]
  /** Of `serve`: an address, IPv6 with or without the brackets that it has in a URL. Default `127.0.0.1`. */
  host: string
  /** Of `serve`. Default 3001; 0 is any free one. */
  port: number
  /** How long `serve` keeps a connection on which nothing comes; longer than the proxy in front does. Default 65. */
  keepAliveSeconds: number
  /** How long `serve` goes on answering after it was told to end and says that it is not ready. Default 0. */
  shutdownDrainSeconds: number
  /** Between two syncs that a user asks for. Default 15. */
  syncCooldownMinutes: number
  /** The most calls to Instagram for one account in any sixty minutes. Default 200. */
  instagramCallsPerHour: number
  /** A cron pattern or `off`. Default `0 3 * * *`. */
  tokenRefreshCron: string
  /** A cron pattern or `off`. Default `0 5 * * *`. */
  syncCron: string
  /** Accounts of one kind of work that a worker has in hand at once; PostgreSQL only. Default 16. */
  workerConcurrency: number
  /** An IANA name. Default `America/Sao_Paulo`. */
  scheduleTimeZone: string
  /** Where events are sent; needs `hostWebhookSecret`. */
  hostWebhookUrl?: string | undefined
  /** `whsec_` and base64 of 24 to 64 bytes; several by comma. */
  hostWebhookSecret?: string | undefined
  /** Lets `hostWebhookUrl` lead into a private network. */
  hostWebhookAllowPrivateNetwork: boolean
  /** Points of a user in a minute; 0 sets no limit. Default 1200. */
  rateLimitPerMinute: number
  /** How many proxies stand in front of `serve`; their word on a caller's address is taken. Default 0. */
  trustedProxies: number
  /** The share of accounts, in percent, above which what goes wrong with single ones is a problem of health. Default 5. */
  healthToleratedPercent: number
  /** Opens `/metrics` for Prometheus; at least 16 characters. Without it there are none. */
  metricsToken?: string | undefined
  /** Meta signs its callbacks with the Instagram app's secret, or with this one, of the Meta app around it. */
  metaAppSecret?: string | undefined
  /** Where the router is for the outside world, with its path. Default: from the request. */
  publicUrl?: string | undefined
  /** The OpenAPI document at `/openapi.json` and the page of it at `/docs`. Default `on`. */
  apiDocs: 'on' | 'off'
  /** How long browsers shall come back over https alone (`Strict-Transport-Security`), said by `serve`; 0 says nothing. */
  hstsSeconds: number
  /** `production` makes faults of what the doctor else only warns of. */
  nodeEnv?: string | undefined
  /** How long traces of work are kept; 0: for ever. Default 400. */
  retentionDays: number
  /** How long disconnected accounts are kept; 0, the default: for ever. */
  disconnectedRetentionDays: number
  /** The list of erasures outside of the database. Default: beside the file of SQLite. */
  erasureLedgerFile?: string | undefined
  /** Default `info`. */
  logLevel: LogLevel
  /** A line of the log for each request. Default `off`. */
  accessLog: 'on' | 'off'
  /**
   * Shows one half of the users other texts of the invitation to connect, chosen by chance, and lets the funnel compare
   * them; `off` shows everybody the first. Default `off`.
   */
  connectTextsComparison: 'on' | 'off'
  /**
   * Compares accounts of like size in this installation, with noise that keeps each of them unknown. Users can opt out.
   * Default `false`.
   */
  benchmark: boolean
  /** For whoever does not say which language they read. Default `pt-BR`. */
  defaultLocale: Locale
  /**
   * Whether messages name the variables with the prefix `INSTAGRAM_`, which alone count inside of a host. Said by whatever
   * read the environment. Default `true`.
   */
  isEmbedded: boolean
  /**
   * The environment has a `DATABASE_URL`, which is the host's and was not read, and nothing else names a database. Said by
   * `readConfiguration`.
   */
  isHostDatabaseIgnored: boolean
}

type Required = 'instagramAppId' | 'instagramAppSecret' | 'instagramRedirectUri' | 'instagramTokenEncryptionKey'

/** What a host may give; what is left out has its default. */
export type ConfigurationInput = Pick<Configuration, Required> & {
  [Option in Exclude<keyof Configuration, Required>]?: Configuration[Option] | undefined
}
