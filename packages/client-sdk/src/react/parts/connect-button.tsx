import type { ConnectCompleteResult, ConnectStartInput } from '@instagram-dashboard/server/contract'
import { useEffect, useRef } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import { useConnect } from '../hooks/connect.ts'
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
  const report = useRef(onFailure)
  report.current = onFailure
  useEffect(() => {
    if (error !== null) report.current(toFailure(error))
  }, [error])

  return (
    <>
      <button
        type="button"
        className={`instagram-button instagram-button-primary${size === 'large' ? ' instagram-button-large' : ''}`}
        aria-busy={isConnecting}
        data-testid={testId}
        onClick={() => {
          if (!isConnecting) onFailure(null)
          void connect(start)
        }}
      >
        <InstagramIcon />
        {isConnecting ? t.onboarding.opening : label}
      </button>
      {isConnecting && (
        <button
          type="button"
          className="instagram-button instagram-button-quiet"
          data-testid="connect-give-up"
          onClick={reset}
        >
          {t.onboarding.giveUp}
        </button>
      )}
    </>
  )
}
