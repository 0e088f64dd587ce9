import { useEffect, useState, type ReactNode } from 'react'
import type { ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { ConnectButton } from '../components/connect-button.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { useApp } from '../data/app-context.ts'
import { toFailure, type Failure } from '../data/failure.ts'

export interface ConnectReturnProps {
  /** With what the connection brought; `null` when this visit was no return from Instagram. */
  onDone: (result: ConnectCompleteResult | null) => void
}

/** Where Instagram sends the person back to. */
export function ConnectReturn({ onDone }: ConnectReturnProps) {
  const { t, client } = useApp()
  // Kept for the life of the page: the code in the address works once.
  const [outcome, setOutcome] = useState(() => client.connect.handleReturn())
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    let left = false
    outcome.then(
      (result) => {
        if (!left) onDone(result)
      },
      (error: unknown) => {
        if (!left) setFailure(toFailure(error))
      },
    )
    return () => {
      left = true
    }
  }, [outcome, onDone])

  const home = (
    <button type="button" className="button button-secondary" data-testid="home" onClick={() => onDone(null)}>
      {t.returning.home}
    </button>
  )
  function retry() {
    setFailure(null)
    // The SDK keeps the code in the address while it still works. Without it only a new connection helps.
    if (new URLSearchParams(location.search).has('state')) setOutcome(client.connect.handleReturn())
    else client.connect.redirect({ placement: 'return-page' }).catch((error: unknown) => setFailure(toFailure(error)))
  }

  return (
    <main id="content" className="narrow" tabIndex={-1}>
      {failure === null ? (
        <Connecting />
      ) : failure.code === 'OAUTH_DENIED' ? (
        <Cancelled failure={failure} onFailure={setFailure}>
          {home}
        </Cancelled>
      ) : (
        <>
          <h1 className="visually-hidden">{t.returning.failedTitle}</h1>
          <ErrorPanel failure={failure} onRetry={retry}>
            {home}
          </ErrorPanel>
        </>
      )}
    </main>
  )
}

function Connecting() {
  const { t } = useApp()
  return (
    <section className="card connecting" role="status" data-testid="connecting">
      <span className="spinner" aria-hidden="true" />
      <h1>{t.returning.title}</h1>
      <p>{t.returning.lead}</p>
      <ol className="connecting-steps">
        {t.returning.steps.map((step, index) => (
          <li key={step} className={index === 0 ? 'is-done' : index === 1 ? 'is-current' : ''}>
            {step}
          </li>
        ))}
      </ol>
    </section>
  )
}

interface CancelledProps {
  failure: Failure
  onFailure: (failure: Failure) => void
  children: ReactNode
}

/** Saying no is a choice, not an error. */
function Cancelled({ failure, onFailure, children }: CancelledProps) {
  const { t } = useApp()
  return (
    <section className="card cancelled" role="status" data-testid={`error-${failure.code}`}>
      <h1>{t.returning.cancelledTitle}</h1>
      <p>{t.returning.cancelledLead}</p>
      <div className="error-actions">
        <ConnectButton label={t.onboarding.button} placement="cancelled" testId="connect" onFailure={onFailure} />
        {children}
      </div>
    </section>
  )
}
