import { useState } from 'react'
import { ConnectButton } from '../components/connect-button.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { CheckIcon, CrossIcon } from '../components/icons.tsx'
import { useApp } from '../data/app-context.ts'
import type { Failure } from '../data/failure.ts'

/** For a person without an account: what connecting means, and the button. */
export function Onboarding() {
  const { t } = useApp()
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <section className="card onboarding" aria-labelledby="onboarding-title">
      <div className="onboarding-glow" aria-hidden="true" />
      <h1 id="onboarding-title">{t.onboarding.title}</h1>
      <p className="lead">{t.onboarding.lead}</p>
      {failure === null ? (
        <ConnectButton
          label={t.onboarding.button}
          placement="onboarding"
          size="large"
          testId="connect"
          onFailure={setFailure}
        />
      ) : (
        <ErrorPanel failure={failure} onRetry={() => setFailure(null)} />
      )}
      <p className="hint">{t.onboarding.professional}</p>
      <div className="promises">
        <div>
          <h2>{t.onboarding.willTitle}</h2>
          <ul>
            {t.onboarding.will.map((promise) => (
              <li key={promise} className="promise-yes">
                <CheckIcon />
                {promise}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>{t.onboarding.wontTitle}</h2>
          <ul>
            {t.onboarding.wont.map((promise) => (
              <li key={promise} className="promise-no">
                <CrossIcon />
                {promise}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  )
}
