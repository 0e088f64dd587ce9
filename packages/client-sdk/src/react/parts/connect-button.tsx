/** @jsxImportSource #own */
import type { ConnectCompleteResult, ConnectStartInput } from '@instagram-dashboard/server/contract'
import { useEffect } from 'react'
import { type ConnectButtonProps, type Failure, toFailure, useEvent, useInstagramContext } from '../data/index.ts'
import { useConnect } from '../hooks/connect.ts'
import { Button } from './button.tsx'
import { InstagramIcon } from './icons.tsx'
import { replaceable } from './replaceable.tsx'

interface ConnectProps extends Pick<ConnectButtonProps, 'label' | 'size' | 'testId'> {
  /** What `connect.start` is to be given, beside the account. */
  start: ConnectStartInput
  /** With `null` the failure before is over. */
  onFailure: (failure: Failure | null) => void
  onConnected?: ((result: ConnectCompleteResult) => void) | undefined
}

/** Opens Instagram. While its window is open, the same button brings it back, and a second one gives up. */
export function ConnectButton({ start, onFailure, onConnected, ...look }: ConnectProps) {
  const { connect, isConnecting, error, reset } = useConnect(onConnected)
  const report = useEvent(onFailure)
  useEffect(() => {
    if (error !== null) report(toFailure(error))
  }, [error, report])

  function open() {
    if (!isConnecting) onFailure(null)
    void connect(start)
  }

  return <ConnectLook {...look} isConnecting={isConnecting} onConnect={open} onGiveUp={reset} />
}

function OurConnectLook({ label, size = 'normal', isConnecting, onConnect, onGiveUp, testId }: ConnectButtonProps) {
  const { t } = useInstagramContext()
  return (
    <>
      <Button
        kind="primary"
        look={size === 'large' ? 'button-large' : ''}
        aria-busy={isConnecting}
        testId={testId}
        onClick={onConnect}
      >
        <InstagramIcon />
        {isConnecting ? t.onboarding.opening : label}
      </Button>
      {isConnecting && (
        <Button kind="quiet" testId="connect-give-up" onClick={onGiveUp}>
          {t.onboarding.giveUp}
        </Button>
      )}
    </>
  )
}

const ConnectLook = replaceable('ConnectButton', OurConnectLook)
