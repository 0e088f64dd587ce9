import { createHash } from 'node:crypto'
import type { ConfigurationFault } from './config-faults.ts'
import type { Configuration } from './config-options.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET } from './sandbox/app.ts'

/** A host that no network has: what is sent there is answered inside of the process. */
const nowhere = 'https://sandbox.invalid'

/**
 * What a host need not say where the sandbox stands in for Instagram. The key is the same everywhere, so that every
 * process and every start reads the stored tokens; it hides nothing, and nothing has to be hidden: all that it seals is
 * invented. The database is one of its own, so that no invented account is ever asked of Instagram.
 */
export const sandboxSettings = {
  instagramAppId: SANDBOX_APP_ID,
  instagramAppSecret: SANDBOX_APP_SECRET,
  instagramTokenEncryptionKey: `${createHash('sha256').update('instagram-dashboard sandbox').digest('base64url')}=`,
  instagramRedirectUri: `${nowhere}/return`,
  instagramAuthorizeUrl: `${nowhere}/oauth/authorize`,
  instagramOauthBaseUrl: nowhere,
  instagramGraphBaseUrl: nowhere,
  databaseUrl: 'file:./data/instagram-dashboard.sandbox.db',
} satisfies Partial<Configuration>

/** What can only mean an app of Meta's, or another sandbox. */
const ofInstagram = [
  'instagramAppId',
  'instagramAppSecret',
  'instagramAuthorizeUrl',
  'instagramOauthBaseUrl',
  'instagramGraphBaseUrl',
] as const

type Given = Partial<Record<keyof Configuration, unknown>>

/** Whether the sandbox is switched on, by an option or by the text of a variable. What is neither is refused elsewhere. */
export function isSandboxOn({ sandbox }: Given): boolean {
  return sandbox === true || (typeof sandbox === 'string' && /^(true|1|yes|on|y|enabled)$/i.test(sandbox))
}

/** The settings of a host with those of the sandbox where it says nothing. */
export function withSandbox(given: Given): Given {
  const said = Object.entries(given).filter(([, value]) => value !== undefined && value !== '')
  return { ...sandboxSettings, ...Object.fromEntries(said) }
}

/** The names of places where the sandbox may run; what else a host calls a place may be one that people use. */
const placesOfDevelopment: readonly unknown[] = [undefined, '', 'development', 'test']

/** Why the sandbox may not run with these settings. @param nodeEnvs what is said of this place, by the host and by its process */
export function sandboxFaults(
  given: Given,
  { nodeEnvs, nameOf }: { nodeEnvs: readonly unknown[]; nameOf: (option: string) => string },
): ConfigurationFault[] {
  const variable = nameOf('sandbox')
  const faults: ConfigurationFault[] = []
  if (nodeEnvs.includes('production')) {
    faults.push({ variable, problem: 'is for development alone, and this is production (NODE_ENV): leave it out' })
  } else if (!nodeEnvs.every((nodeEnv) => placesOfDevelopment.includes(nodeEnv))) {
    faults.push({
      variable,
      problem: 'is for development alone, and NODE_ENV is neither development nor test: leave it out',
    })
  }
  for (const option of ofInstagram) {
    const value = given[option]
    if (value === undefined || value === '' || value === sandboxSettings[option]) continue
    faults.push({ variable, problem: `is on, and ${nameOf(option)} is set: take one of the two away` })
  }
  return faults
}

/** Whether the answers of the sandbox come to a page of the host's own, and not to the one that we have. */
export function hasOwnRedirect({ instagramRedirectUri }: Pick<Configuration, 'instagramRedirectUri'>): boolean {
  return instagramRedirectUri !== sandboxSettings.instagramRedirectUri
}
