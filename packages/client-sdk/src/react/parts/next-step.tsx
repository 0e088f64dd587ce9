/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { type Failure, useInstagramContext, useNow } from '../data/index.ts'
import { Button } from './button.tsx'
import { ConnectButton } from './connect-button.tsx'

interface NextStepProps {
  failure: Failure
  onRetry: () => void
  accountId: string | undefined
  onConnected: ((result: ConnectCompleteResult) => void) | undefined
  /** The step itself can fail too. */
  onFailure: (failure: Failure | null) => void
}

/** The one button that helps, if there is one. */
export function NextStep({ failure, onRetry, onFailure, accountId, onConnected }: NextStepProps) {
  const { t, onSignIn } = useInstagramContext()
  const connect = (label: string) => (
    <ConnectButton
      label={label}
      start={{ placement: `error-${failure.code}`, accountId }}
      onFailure={onFailure}
      onConnected={onConnected}
      testId="error-connect"
    />
  )
  switch (failure.action) {
    case 'sign_in':
      if (onSignIn === null) return null
      return (
        <Button kind="primary" onClick={onSignIn}>
          {t.errors.signIn}
        </Button>
      )
    case 'reconnect':
      return connect(t.errors.reconnect)
    case 'grant_permissions':
      return connect(t.errors.grant)
    case 'convert_account':
      return connect(t.errors.converted)
    case 'wait':
      return <Countdown until={failure.retryAt} onRetry={onRetry} />
    case 'retry':
    case 'fix_input':
    case 'contact_support':
      if (failure.code === 'ACCOUNT_LINKED_ELSEWHERE') return connect(t.errors.another)
      return (
        <Button kind="primary" testId="error-retry" onClick={onRetry}>
          {t.errors.retry}
        </Button>
      )
    case 'none':
      return null
  }
}

function Countdown({ until, onRetry }: { until: Failure['retryAt']; onRetry: () => void }) {
  const { t, format } = useInstagramContext()
  const now = useNow(1)
  const from = until?.isMachineTime === true ? Date.now() : now.getTime()
  const seconds = until === null ? 0 : (until.instant.getTime() - from) / 1000
  return (
    <>
      <span className="instagram-error-countdown">
        {seconds > 0 ? t.errors.waitFor(format.duration(seconds)) : t.errors.waitOver}
      </span>
      <Button kind="primary" disabled={seconds > 0} onClick={onRetry}>
        {t.errors.retry}
      </Button>
    </>
  )
}
