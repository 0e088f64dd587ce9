import { accounts } from '@instagram-dashboard/db'

/** What of an account says how long it was connected. */
export type ConnectedAccount = Parameters<typeof accounts.connectedMs>[0]

/** Milliseconds that an account was connected in all: what lies between two connections does not count. */
export const { connectedMs } = accounts
