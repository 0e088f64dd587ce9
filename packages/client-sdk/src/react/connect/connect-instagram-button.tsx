/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, toFailure, useInstagramContext, useReturned } from '../data/index.ts'
import { ConnectButton, ErrorPanel, Root } from '../parts/index.ts'
import { InAppBrowserHint } from './in-app-browser-hint.tsx'

export interface ConnectInstagramButtonProps {
  /** Reconnects this account: only the same Instagram identity is then accepted. */
  accountId?: string
  /** Where the button stands, for the connection funnel. Default `connect-button`. */
  placement?: string
  /** Where your app wants to go on, an address of an allowed origin; it comes back with the result. */
  returnTo?: string
  /** Default: "Conectar Instagram" in the user's language. */
  label?: string
  /** It stands alone, or among others. */
  size?: 'large' | 'normal'
  /** After a connection. Over this tab, a redirect page of your own gets it. */
  onConnected?: (result: ConnectCompleteResult) => void
}

/** One button that connects an Instagram account, and says what to do when that does not work. */
export function ConnectInstagramButton({
  accountId,
  placement = 'connect-button',
  returnTo,
  label,
  size = 'normal',
  onConnected,
}: ConnectInstagramButtonProps) {
  const { t } = useInstagramContext()
  const [own, setOwn] = useState<Failure | null>(null)
  const returned = useReturned(onConnected)
  const failure = own ?? (returned.error === null ? null : toFailure(returned.error))
  function goOn() {
    setOwn(null)
    returned.goOn()
  }
  return (
    <Root>
      <div className="instagram-connect-button">
        <ConnectButton
          label={label ?? (accountId === undefined ? t.onboarding.button : t.errors.reconnect)}
          start={{ accountId, placement, returnTo }}
          size={size}
          testId="connect"
          onFailure={setOwn}
          onConnected={onConnected}
        />
        <InAppBrowserHint />
        {failure !== null && (
          <ErrorPanel failure={failure} onRetry={goOn} accountId={accountId} onConnected={onConnected} />
        )}
      </div>
    </Root>
  )
}
