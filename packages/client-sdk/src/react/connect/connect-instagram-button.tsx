/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, useInstagramContext } from '../data/index.ts'
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
  size?: 'large' | 'normal'
  /** After a connection in a window. Over this tab, the redirect page gets it. */
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
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Root>
      <div className="instagram-connect-button">
        <ConnectButton
          label={label ?? (accountId === undefined ? t.onboarding.button : t.errors.reconnect)}
          start={{ accountId, placement, returnTo }}
          size={size}
          testId="connect"
          onFailure={setFailure}
          onConnected={onConnected}
        />
        <InAppBrowserHint />
        {failure !== null && (
          <ErrorPanel
            failure={failure}
            onRetry={() => setFailure(null)}
            accountId={accountId}
            onConnected={onConnected}
          />
        )}
      </div>
    </Root>
  )
}
