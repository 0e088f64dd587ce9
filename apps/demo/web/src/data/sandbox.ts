export interface SandboxState {
  /** ISO 8601. */
  now: string
  clockAheadMs: number
  people: { username: string; name: string }[]
}

export type SandboxAction =
  | { do: 'forward'; minutes: number }
  | { do: 'fault'; kind: 'down' | 'slow' | 'limited' | 'clear' }
  | { do: 'person'; username: string; what: 'revoke' | 'personal' | 'professional' | 'withhold' | 'password' }
  | { do: 'job'; job: 'refresh' | 'sync' }

/** What the test Instagram is like. */
export async function readSandbox(): Promise<SandboxState> {
  return answerOf(await fetch('/sandbox'))
}

/** Does something to it, and tells what it is like then. */
export async function changeSandbox(action: SandboxAction): Promise<SandboxState> {
  const headers = { 'Content-Type': 'application/json' }
  return answerOf(await fetch('/sandbox', { method: 'POST', headers, body: JSON.stringify(action) }))
}

async function answerOf(response: Response): Promise<SandboxState> {
  if (!response.ok) throw new Error(`The test Instagram did not answer: HTTP ${response.status}`)
  return (await response.json()) as SandboxState
}
