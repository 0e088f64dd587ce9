import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState, type ReactNode } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { isUnreachable, type Failure } from '../data/failure.ts'
import { useNow } from '../data/use-now.ts'
import { ConnectButton } from './connect-button.tsx'
import { AlertIcon, ClockIcon, InfoIcon, OfflineIcon } from './icons.tsx'
import { RequestId } from './request-id.tsx'

export interface ErrorPanelProps {
  failure: Failure
  /** Does again what failed. */
  onRetry: () => void
  /** The account that failed, for a reconnect. */
  accountId?: string | undefined
  /** After a connection by the panel's own button. */
  onConnected?: ((result: ConnectCompleteResult) => void) | undefined
  /** Inside another card: without the button that stands there anyway. */
  isCompact?: boolean
  /** Other ways on, beside the one that the error asks for. */
  children?: ReactNode
}

/** Without a next step for the person, these are the app's own trouble with Instagram. */
const oursToMend: ReadonlySet<Failure['code']> = new Set([
  'OAUTH_MISCONFIGURED',
  'INSTAGRAM_REJECTED',
  'INSTAGRAM_UNAVAILABLE',
])

/** What happened, in the server's words, and the one button that helps. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { failure, onRetry, accountId, onConnected, isCompact = false, children } = props
  const { t } = useInstagramContext()
  // A button of this panel can fail too. Then the newer failure is the one to show.
  const [newer, setNewer] = useState<{ of: Failure; failure: Failure } | null>(null)
  const shown = newer?.of === failure ? newer.failure : failure
  const { code, action, message } = shown
  const report = (error: Failure | null) => setNewer(error === null ? null : { of: failure, failure: error })
  const unreachable = isUnreachable(shown)
  // Leaving Instagram is a choice, not an error.
  const hasLeft = code === 'OAUTH_DENIED' || code === 'POPUP_CLOSED'
  const isCalm = hasLeft || action === 'wait'
  const hasNextStep = !(isCompact && action === 'retry')
  const title = unreachable
    ? t.errors.offlineTitle
    : hasLeft
      ? t.returning.cancelledTitle
      : code === 'ACCOUNT_LINKED_ELSEWHERE'
        ? t.errors.linkedTitle
        : action === 'none' && oursToMend.has(code)
          ? t.errors.oursTitle
          : t.errors.title[action]

  return (
    <section className="instagram-error-panel" role={hasLeft ? 'status' : 'alert'} data-testid={`error-${code}`}>
      <span className={`instagram-error-icon instagram-error-icon-${isCalm ? 'calm' : 'stop'}`}>
        {unreachable ? <OfflineIcon /> : hasLeft ? <InfoIcon /> : action === 'wait' ? <ClockIcon /> : <AlertIcon />}
      </span>
      <h2>{title}</h2>
      <p>{message ?? t.errors.unexpected}</p>
      {action === 'grant_permissions' && (
        <>
          <p className="instagram-error-intro">{t.errors.grantWhy}</p>
          <ul className="instagram-error-steps">
            {t.errors.scopes.map((scope) => (
              <li key={scope}>{scope}</li>
            ))}
          </ul>
        </>
      )}
      {action === 'convert_account' && (
        <ol className="instagram-error-steps" data-testid="convert-steps">
          {t.errors.convertSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {(hasNextStep || children !== undefined) && (
        <div className="instagram-error-actions">
          {hasNextStep && (
            <NextStep
              failure={shown}
              onRetry={onRetry}
              onFailure={report}
              accountId={accountId}
              onConnected={onConnected}
            />
          )}
          {children}
        </div>
      )}
      {shown.requestId !== null && (action === 'contact_support' || code === 'INTERNAL') && (
        <RequestId requestId={shown.requestId} />
      )}
    </section>
  )
}

interface NextStepProps extends Omit<ErrorPanelProps, 'children' | 'isCompact'> {
  onFailure: (failure: Failure | null) => void
}

function NextStep({ failure, onRetry, onFailure, accountId, onConnected }: NextStepProps) {
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
        <button type="button" className="instagram-button instagram-button-primary" onClick={onSignIn}>
          {t.errors.signIn}
        </button>
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
        <button
          type="button"
          className="instagram-button instagram-button-primary"
          data-testid="error-retry"
          onClick={onRetry}
        >
          {t.errors.retry}
        </button>
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
      <button
        type="button"
        className="instagram-button instagram-button-primary"
        disabled={seconds > 0}
        onClick={onRetry}
      >
        {t.errors.retry}
      </button>
    </>
  )
}
