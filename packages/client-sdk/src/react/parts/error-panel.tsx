import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState, type ReactNode } from 'react'
import { type Failure, isUnreachable, useInstagramContext } from '../data/index.ts'
import type { Messages } from '../texts/pt-br.ts'
import { AlertIcon, ClockIcon, InfoIcon, OfflineIcon } from './icons.tsx'
import { NextStep } from './next-step.tsx'
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
  const isCalm = hasLeft(shown) || action === 'wait'
  const hasNextStep = !(isCompact && action === 'retry')

  return (
    <section className="instagram-error-panel" role={hasLeft(shown) ? 'status' : 'alert'} data-testid={`error-${code}`}>
      <span className={`instagram-error-icon instagram-error-icon-${isCalm ? 'calm' : 'stop'}`}>{iconOf(shown)}</span>
      <h2>{titleOf(shown, t)}</h2>
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

/** Leaving Instagram is a choice, not an error. */
function hasLeft({ code }: Failure): boolean {
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
