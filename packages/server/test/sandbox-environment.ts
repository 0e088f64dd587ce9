import { generateEncryptionKey } from '../src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, type Sandbox } from '../src/sandbox/index.ts'

/** The settings of a process whose Instagram is the sandbox; where its database is, it does not say. */
export function sandboxEnvironment(
  { authorizeUrl, oauthBaseUrl, graphBaseUrl }: Pick<Sandbox, 'authorizeUrl' | 'oauthBaseUrl' | 'graphBaseUrl'>,
  { key = generateEncryptionKey(), redirectUri = 'http://localhost:3999/return' } = {},
) {
  return {
    INSTAGRAM_APP_ID: SANDBOX_APP_ID,
    INSTAGRAM_APP_SECRET: SANDBOX_APP_SECRET,
    INSTAGRAM_REDIRECT_URI: redirectUri,
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: key,
    INSTAGRAM_AUTHORIZE_URL: authorizeUrl,
    INSTAGRAM_OAUTH_BASE_URL: oauthBaseUrl,
    INSTAGRAM_GRAPH_BASE_URL: graphBaseUrl,
  }
}
