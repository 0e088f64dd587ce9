import { useState } from 'react'
import { useApp } from '../data/app-context.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import { InstagramIcon } from './icons.tsx'

export interface ConnectButtonProps {
  label: string
  /** Reconnects this account: only the same Instagram identity is then accepted. */
  accountId?: string
  /** Where the button stands, for the connection funnel. */
  placement: string
  onFailure: (failure: Failure) => void
  size?: 'large' | 'normal'
  testId?: string
}

/** Takes the person to Instagram. They come back on the return page. */
export function ConnectButton({ label, accountId, placement, onFailure, size = 'normal', testId }: ConnectButtonProps) {
  const { t, client } = useApp()
  const [opening, setOpening] = useState(false)

  async function open() {
    setOpening(true)
    try {
      await client.connect.redirect({ placement, ...(accountId === undefined ? {} : { accountId }) })
    } catch (error) {
      setOpening(false)
      onFailure(toFailure(error))
    }
  }

  return (
    <button
      type="button"
      className={`button button-primary${size === 'large' ? ' button-large' : ''}`}
      disabled={opening}
      data-testid={testId}
      onClick={() => void open()}
    >
      <InstagramIcon />
      {opening ? t.onboarding.opening : label}
    </button>
  )
}
