import { useState, type ReactNode } from 'react'
import { useApp } from '../data/app-context.ts'
import { isUnreachable, type Failure } from '../data/failure.ts'
import { useNow } from '../data/use-now.ts'
import { ConnectButton } from './connect-button.tsx'
import { AlertIcon, ClockIcon, OfflineIcon } from './icons.tsx'
import { RequestId } from './request-id.tsx'

export interface ErrorPanelProps {
  failure: Failure
  /** Does again what failed. */
  onRetry: () => void
  /** The account that failed, for a reconnect. */
  accountId?: string
  /** Other ways on, beside the one that the error asks for. */
  children?: ReactNode
}

/** What happened, in the server's words, and the one button that helps. */
export function ErrorPanel({ failure, onRetry, accountId, children }: ErrorPanelProps) {
  const { t } = useApp()
  // A button of this panel can fail too. Then the newer failure is the one to show.
  const [newer, setNewer] = useState<{ of: Failure; failure: Failure } | null>(null)
  const shown = newer?.of === failure ? newer.failure : failure
  const { code, action, message } = shown
  const report = (error: Failure) => setNewer({ of: failure, failure: error })
  const unreachable = isUnreachable(shown)
  const title = unreachable
    ? t.errors.offlineTitle
    : code === 'ACCOUNT_LINKED_ELSEWHERE'
      ? t.errors.linkedTitle
      : t.errors.title[action]

  return (
    <section className="error-panel" role="alert" data-testid={`error-${code}`}>
      <span className={`error-icon error-icon-${action === 'wait' ? 'wait' : 'stop'}`}>
        {unreachable ? <OfflineIcon /> : action === 'wait' ? <ClockIcon /> : <AlertIcon />}
      </span>
      <h2>{title}</h2>
      <p>{message ?? t.errors.unexpected}</p>
      {action === 'grant_permissions' && (
        <>
          <p className="error-intro">{t.errors.grantWhy}</p>
          <ul className="error-steps">
            {t.errors.scopes.map((scope) => (
              <li key={scope}>{scope}</li>
            ))}
          </ul>
        </>
      )}
      {action === 'convert_account' && (
        <ol className="error-steps" data-testid="convert-steps">
          {t.errors.convertSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <div className="error-actions">
        <NextStep
          failure={shown}
          onRetry={onRetry}
          onFailure={report}
          {...(accountId === undefined ? {} : { accountId })}
        />
        {children}
      </div>
      {shown.requestId !== null && (action === 'contact_support' || code === 'INTERNAL') && (
        <RequestId requestId={shown.requestId} />
      )}
    </section>
  )
}

interface NextStepProps extends Omit<ErrorPanelProps, 'children'> {
  onFailure: (failure: Failure) => void
}

function NextStep({ failure, onRetry, onFailure, accountId }: NextStepProps) {
  const { t, setPerson } = useApp()
  const connect = (label: string) => (
    <ConnectButton
      label={label}
      placement={`error-${failure.code}`}
      onFailure={onFailure}
      testId="error-connect"
      {...(accountId === undefined ? {} : { accountId })}
    />
  )
  switch (failure.action) {
    case 'sign_in':
      return (
        <button type="button" className="button button-primary" onClick={() => setPerson(null)}>
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
        <button type="button" className="button button-primary" data-testid="error-retry" onClick={onRetry}>
          {t.errors.retry}
        </button>
      )
    case 'none':
      return null
  }
}

function Countdown({ until, onRetry }: { until: Date | null; onRetry: () => void }) {
  const { t, format } = useApp()
  const now = useNow(1)
  const seconds = until === null ? 0 : (until.getTime() - now.getTime()) / 1000
  return (
    <>
      <span className="error-countdown">
        {seconds > 0 ? t.errors.waitFor(format.duration(seconds)) : t.errors.waitOver}
      </span>
      <button type="button" className="button button-primary" disabled={seconds > 0} onClick={onRetry}>
        {t.errors.retry}
      </button>
    </>
  )
}
