import type { accounts } from '@instagram-dashboard/db'

/** What of an account says how long it was connected. */
export type ConnectedAccount = Pick<accounts.AccountRow, 'status' | 'connectedAt' | 'connectedBeforeMs'>

/** Milliseconds that an account was connected in all: what lies between two connections does not count. */
export function connectedMs({ status, connectedAt, connectedBeforeMs }: ConnectedAccount, now: Date): number {
  const present = status === 'disconnected' ? 0 : Math.max(0, now.getTime() - connectedAt.getTime())
  return connectedBeforeMs + present
}
