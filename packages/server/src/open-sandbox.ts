import { hasOwnRedirect } from './config-sandbox.ts'
import type { Configuration } from './config.ts'
import type { Clock } from './clock/index.ts'
import type { ConsentAddresses } from './deps.ts'
import { AppError } from './errors.ts'
import { requestInProcess } from './http/request-in-process.ts'
import type { SandboxPages } from './http/sandbox-pages.ts'
import type { SendRequest } from './instagram/index.ts'

/** The sandbox of one dashboard. */
export interface OpenSandbox {
  /** Takes the place of the network: calls to Instagram are answered in this process. */
  request: SendRequest
  pages: SandboxPages
  /** Where the browser of whoever asks finds the consent page, and comes back to. */
  consentAddresses: (mountUrl: string | null) => ConsentAddresses
}

/** Where the pages are, below where the dashboard is mounted. */
const pagesPath = '/sandbox'

/**
 * An Instagram inside of this process. It has no port: a browser reaches its consent page wherever it reaches the
 * dashboard, from a phone or behind a proxy as well, and calls of ours need no network at all, so no proxy, container or
 * permission is between.
 */
export async function openSandbox(
  configuration: Pick<Configuration, 'publicUrl' | 'instagramRedirectUri'>,
  { clock }: { clock: Clock },
): Promise<OpenSandbox> {
  const { makePortlessSandbox } = await import('./sandbox/portless.ts')
  const { api, pages, setUrl } = makePortlessSandbox({ now: clock.now })
  const publicUrl = configuration.publicUrl?.replace(/\/{1,8}$/, '')
  let newestMountUrl = publicUrl
  const remember = (mountUrl: string): void => {
    newestMountUrl = publicUrl ?? mountUrl
    setUrl(`${newestMountUrl}${pagesPath}`)
  }
  // Until somebody asks: pictures that lead nowhere are shown as initials.
  setUrl(`${newestMountUrl ?? 'http://localhost:3000'}${pagesPath}`)
  return {
    request: requestInProcess(api),
    pages: { path: pagesPath, router: pages, remember },
    consentAddresses(mountUrl) {
      const base = publicUrl ?? mountUrl ?? newestMountUrl
      // The host's own code has asked before any browser did, and nobody knows where that is.
      if (base === undefined) throw new AppError('OAUTH_MISCONFIGURED')
      const redirectUri = hasOwnRedirect(configuration) ? configuration.instagramRedirectUri : `${base}/return`
      return { authorizeUrl: `${base}${pagesPath}/oauth/authorize`, redirectUri }
    },
  }
}
