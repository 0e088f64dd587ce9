export interface ConfigurationFault {
  /** The environment variable, for example `INSTAGRAM_APP_ID`. */
  variable: string
  /** What is wrong with it. Never its value. */
  problem: string
}

type RelatedSetting =
  | 'authJwtSecret'
  | 'authJwksUrl'
  | 'authJwtIssuer'
  | 'authJwtAudience'
  | 'hostWebhookUrl'
  | 'hostWebhookSecret'

/** Whether an address leads to this machine by name or number. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** What is wrong with settings beside each other. @param given as somebody gave them, each perhaps wrong in itself */
export function relatedFaults(
  given: Partial<Record<RelatedSetting, unknown>>,
  { needsJwt }: { needsJwt: boolean },
): ConfigurationFault[] {
  const faults: ConfigurationFault[] = []
  if (needsJwt && given.authJwtSecret === undefined && given.authJwksUrl === undefined) {
    faults.push({ variable: 'AUTH_JWT_SECRET', problem: 'or AUTH_JWKS_URL is missing' })
  }
  // Many providers sign for all their customers with one set of keys: without these two anybody's token would do.
  if (given.authJwksUrl !== undefined) {
    const problem = 'is missing, and AUTH_JWKS_URL needs it'
    if (given.authJwtIssuer === undefined) faults.push({ variable: 'AUTH_JWT_ISSUER', problem })
    if (given.authJwtAudience === undefined) faults.push({ variable: 'AUTH_JWT_AUDIENCE', problem })
  }
  if (given.hostWebhookUrl !== undefined && given.hostWebhookSecret === undefined) {
    faults.push({ variable: 'HOST_WEBHOOK_SECRET', problem: 'is missing, and HOST_WEBHOOK_URL needs it' })
  }
  return faults
}
