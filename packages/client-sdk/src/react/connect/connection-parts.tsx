/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import type { ReactNode } from 'react'
import { useConnectStatus } from '../hooks/connect.ts'

export interface ConnectionPartProps {
  /** Looks at this account alone; by default at all of the user's. */
  accountId?: string
  /** What is shown. */
  children: ReactNode
}

/** Shows its children while an account is connected. Nothing until that is known, and on a server. */
export function Connected({ accountId, children }: ConnectionPartProps): ReactNode {
  return useAccounts(accountId)?.some(isActive) === true ? children : null
}

/** Shows its children to a user who has no account here: neither a connected one nor one to reconnect. */
export function NotConnected({ accountId, children }: ConnectionPartProps): ReactNode {
  return useAccounts(accountId)?.some((account) => isActive(account) || isEnded(account)) === false ? children : null
}

/** Shows its children while an account has to be reconnected, also beside others that are connected. */
export function NeedsReconnect({ accountId, children }: ConnectionPartProps): ReactNode {
  return useAccounts(accountId)?.some(isEnded) === true ? children : null
}

const isActive = ({ status }: Account) => status === 'active'
const isEnded = ({ status }: Account) => status === 'reconnect_required'

/** `undefined` while nobody knows. */
function useAccounts(accountId: string | undefined): Account[] | undefined {
  const { data } = useConnectStatus()
  return data?.accounts.filter(({ id }) => accountId === undefined || id === accountId)
}
