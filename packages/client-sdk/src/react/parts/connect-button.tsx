import type { ConnectCompleteResult, ConnectStartInput } from '@instagram-dashboard/server/contract'
import { useEffect } from 'react'
import { type Failure, toFailure, useEvent, useInstagramContext } from '../data/index.ts'
import { useConnect } from '../hooks/connect.ts'
import { Button } from './button.tsx'
import { InstagramIcon } from './icons.tsx'

export interface ConnectButtonProps {
  label: string
  /** What `connect.start` is to be given, beside the account. */
  start: ConnectStartInput
  /** With `null` the failure before is over. */
  onFailure: (failure: Failure | null) => void
  onConnected?: ((result: ConnectCompleteResult) => void) | undefined
  size?: 'large' | 'normal'
  testId?: string | undefined
}

/** Opens Instagram. While its window is open, the same button brings it back, and a second one gives up. */
export function ConnectButton({ label, start, onFailure, onConnected, size = 'normal', testId }: ConnectButtonProps) {
  const { t } = useInstagramContext()
  const { connect, isConnecting, error, reset } = useConnect(onConnected)
  const report = useEvent(onFailure)
  useEffect(() => {
    if (error !== null) report(toFailure(error))
  }, [error, report])

  function open() {
    if (!isConnecting) onFailure(null)
    void connect(start)
  }

  return (
    <>
      <Button
        kind="primary"
        look={size === 'large' ? 'button-large' : ''}
        aria-busy={isConnecting}
        testId={testId}
        onClick={open}
      >
        <InstagramIcon />
        {isConnecting ? t.onboarding.opening : label}
      </Button>
      {isConnecting && (
        <Button kind="quiet" testId="connect-give-up" onClick={reset}>
          {t.onboarding.giveUp}
        </Button>
      )}
    </>
  )
}
