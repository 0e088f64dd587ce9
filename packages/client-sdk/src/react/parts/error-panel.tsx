/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState, type ReactNode } from 'react'
import { type ErrorStateProps, type Failure, isUnreachable, useInstagramContext } from '../data/index.ts'
import type { Messages } from '../texts/pt-br.ts'
import { AlertIcon, ClockIcon, InfoIcon, OfflineIcon } from './icons.tsx'
import { NextStep } from './next-step.tsx'
import { replaceable } from './replaceable.tsx'
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

/** Without a next step for the user, these are the app's own trouble with Instagram. */
const ownTrouble: ReadonlySet<Failure['code']> = new Set([
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
  const hasNextStep = !(isCompact && action === 'retry')

  const hasRequestId = action === 'contact_support' || code === 'INTERNAL'
  return (
    <ErrorState
      code={code}
      action={action}
      title={titleOf(shown, t)}
      message={message ?? t.errors.unexpected}
      isCalm={hasLeft(shown) || action === 'wait'}
      icon={iconOf(shown)}
      steps={stepsOf(shown, t)}
      nextStep={
        hasNextStep ? (
          <NextStep
            failure={shown}
            onRetry={onRetry}
            onFailure={report}
            accountId={accountId}
            onConnected={onConnected}
          />
        ) : null
      }
      requestId={hasRequestId ? shown.requestId : null}
    >
      {children}
    </ErrorState>
  )
}

function OurErrorState(props: ErrorStateProps) {
  const { code, title, message, isCalm, icon, steps, nextStep, children, requestId } = props
  const isChoice = hasLeft({ code })
  return (
    <section className="instagram-error-panel" role={isChoice ? 'status' : 'alert'} data-testid={`error-${code}`}>
      <span className={`instagram-error-icon instagram-error-icon-${isCalm ? 'calm' : 'stop'}`}>{icon}</span>
      <h2>{title}</h2>
      <p>{message}</p>
      {steps}
      {(nextStep !== null || children !== undefined) && (
        <div className="instagram-error-actions">
          {nextStep}
          {children}
        </div>
      )}
      {requestId !== null && <RequestId requestId={requestId} />}
    </section>
  )
}

const ErrorState = replaceable('ErrorState', OurErrorState)

/** What to do at Instagram before trying again. */
function stepsOf({ action }: Failure, t: Messages): ReactNode {
  switch (action) {
    case 'grant_permissions':
      return (
        <>
          <p className="instagram-error-intro">{t.errors.grantWhy}</p>
          <ul className="instagram-error-steps">
            {t.errors.scopes.map((scope) => (
              <li key={scope}>{scope}</li>
            ))}
          </ul>
        </>
      )
    case 'convert_account':
      return (
        <ol className="instagram-error-steps" data-testid="convert-steps">
          {t.errors.convertSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )
    default:
      return null
  }
}

/** Leaving Instagram is a choice, not an error. */
function hasLeft({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'OAUTH_DENIED' || code === 'POPUP_CLOSED'
}

function titleOf(failure: Failure, t: Messages): string {
  const { code, action } = failure
  if (isUnreachable(failure)) return t.errors.offlineTitle
  if (hasLeft(failure)) return t.returning.cancelledTitle
  if (code === 'ACCOUNT_LINKED_ELSEWHERE') return t.errors.linkedTitle
  return action === 'none' && ownTrouble.has(code) ? t.errors.oursTitle : t.errors.title[action]
}

function iconOf(failure: Failure): ReactNode {
  if (isUnreachable(failure)) return <OfflineIcon />
  if (hasLeft(failure)) return <InfoIcon />
  return failure.action === 'wait' ? <ClockIcon /> : <AlertIcon />
}
