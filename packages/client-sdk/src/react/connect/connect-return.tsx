/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useEffect, useState } from 'react'
import { type Failure, toFailure, useEvent, useInstagramContext } from '../data/index.ts'
import { useConnectReturn } from '../hooks/connect.ts'
import { Button, ConnectButton, ErrorPanel, Root } from '../parts/index.ts'
import { Connecting } from './connecting.tsx'

export interface InstagramConnectReturnProps {
  /** With what the connection brought; `null` when there is nothing to wait for any more. */
  onDone: (result: ConnectCompleteResult | null) => void
}

/** The redirect page: where Instagram sends the user back to. In a window it hands over and closes. */
export function InstagramConnectReturn({ onDone }: InstagramConnectReturnProps) {
  const { t } = useInstagramContext()
  const { status, result, error, retry } = useConnectReturn()
  const finish = useEvent(onDone)
  useEffect(() => {
    if (status === 'connected' || status === 'none') finish(result)
  }, [status, result, finish])

  const home = (
    <Button testId="home" onClick={() => onDone(null)}>
      {t.returning.home}
    </Button>
  )
  const failure = status === 'failed' ? toFailure(error) : null
  return (
    <Root>
      {failure === null && <Connecting />}
      {failure?.code === 'OAUTH_DENIED' && <Cancelled home={home} onConnected={onDone} />}
      {failure !== null && failure.code !== 'OAUTH_DENIED' && (
        <>
          <h1 className="instagram-visually-hidden">{t.returning.failedTitle}</h1>
          <ErrorPanel failure={failure} onRetry={retry} onConnected={onDone}>
            {home}
          </ErrorPanel>
        </>
      )}
    </Root>
  )
}

interface CancelledProps {
  home: React.ReactNode
  onConnected: (result: ConnectCompleteResult) => void
}

/** Saying no is a choice, not an error. */
function Cancelled({ home, onConnected }: CancelledProps) {
  const { t } = useInstagramContext()
  const [failure, setFailure] = useState<Failure | null>(null)
  if (failure !== null) {
    return (
      <ErrorPanel failure={failure} onRetry={() => setFailure(null)} onConnected={onConnected}>
        {home}
      </ErrorPanel>
    )
  }
  return (
    <section className="instagram-card instagram-cancelled" role="status" data-testid="error-OAUTH_DENIED">
      <h1>{t.returning.cancelledTitle}</h1>
      <p>{t.returning.cancelledLead}</p>
      <div className="instagram-error-actions">
        <ConnectButton
          label={t.onboarding.button}
          start={{ placement: 'cancelled' }}
          testId="connect"
          onFailure={setFailure}
          onConnected={onConnected}
        />
        {home}
      </div>
    </section>
  )
}
