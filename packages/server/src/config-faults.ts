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

/** What is wrong with settings beside each other. @param given each perhaps wrong in itself */
export function relatedFaults(
  given: Partial<Record<RelatedSetting, unknown>>,
  { needsJwt, nameOf }: { needsJwt: boolean; nameOf: (option: RelatedSetting) => string },
): ConfigurationFault[] {
  const faults: ConfigurationFault[] = []
  const fault = (option: RelatedSetting, problem: string) => void faults.push({ variable: nameOf(option), problem })
  if (needsJwt && given.authJwtSecret === undefined && given.authJwksUrl === undefined) {
    fault('authJwtSecret', `or ${nameOf('authJwksUrl')} is missing`)
  }
  // Many providers sign for all their customers with one set of keys: without these two anybody's token would do.
  if (given.authJwksUrl !== undefined) {
    const problem = `is missing, and ${nameOf('authJwksUrl')} needs it`
    if (given.authJwtIssuer === undefined) fault('authJwtIssuer', problem)
    if (given.authJwtAudience === undefined) fault('authJwtAudience', problem)
  }
  if (given.hostWebhookUrl !== undefined && given.hostWebhookSecret === undefined) {
    fault('hostWebhookSecret', `is missing, and ${nameOf('hostWebhookUrl')} needs it`)
  }
  return faults
}
