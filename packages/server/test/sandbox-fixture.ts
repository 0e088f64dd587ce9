import { afterEach, beforeEach } from 'vitest'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../src/sandbox/index.ts'

/** Monday 2026-11-16, ten in the morning of Los Angeles. */
export const start = new Date('2026-11-16T18:00:00Z')
export const hour = 3_600_000
export const ana = 'loja.da.ana'
export const redirectUri = 'https://app.example/return?from=instagram'
export const basic = 'instagram_business_basic'
export const insights = 'instagram_business_manage_insights'

/** The sandbox of the test that runs. */
export let sandbox: Sandbox

/** Gives each test of a file a sandbox of its own. */
export function useSandbox(): void {
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => start })
  })
  afterEach(() => sandbox.close())
}

export async function restart(options: SandboxOptions): Promise<void> {
  await sandbox.close()
  sandbox = await startSandbox({ now: () => start, ...options })
}

/** Asks as an app would. `Body` is what the test expects of the JSON, which the sandbox does not promise. */
export async function get<Body>(
  path: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${sandbox.url}${path}?${new URLSearchParams(query).toString()}`, { headers })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body }
}

/** Sends a control as JSON. */
export function post(action: string, body: unknown, type = 'application/json'): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox/${action}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  })
}

export interface GraphError {
  error: { code: number; error_subcode?: number; message: string }
}

export interface Me extends GraphError {
  data: unknown[]
  profile_picture_url: string
}

export const me = (token: string, fields = 'user_id,username') => get<Me>('/v25.0/me', { fields, access_token: token })

/** Exchanges a code, by default as the app of the sandbox does. */
export async function exchange(code: string, changes: Record<string, string> = {}) {
  const fields = { client_id: SANDBOX_APP_ID, client_secret: SANDBOX_APP_SECRET, grant_type: 'authorization_code' }
  const body = new URLSearchParams({ ...fields, redirect_uri: redirectUri, code, ...changes })
  const response = await fetch(`${sandbox.oauthBaseUrl}/oauth/access_token`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

/** The address of the consent page, as the app of the sandbox asks for it. */
export function authorizeUrl(changes: Record<string, string> = {}): string {
  const query = { client_id: SANDBOX_APP_ID, redirect_uri: redirectUri, response_type: 'code' }
  return `${sandbox.authorizeUrl}?${new URLSearchParams({ ...query, scope: `${basic},${insights}`, ...changes }).toString()}`
}
