import type { ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { ConnectInstagramCard } from '@instagram-dashboard/client-sdk/react'
import { useApp } from '../data/app-context.ts'

interface OnboardingProps {
  onConnected: (result: ConnectCompleteResult) => void
  onLater: () => void
}

/** The last of the host's own first steps: the three before it are Estúdio Aurora's and done in this demo. */
export function Onboarding({ onConnected, onLater }: OnboardingProps) {
  const { t } = useApp()
  const { steps } = t.onboarding
  return (
    <>
      <section className="steps" aria-label={t.onboarding.label}>
        <p className="lead">
          {t.onboarding.title} <span className="hint">{t.onboarding.step}</span>
        </p>
        <ol>
          {steps.map((step, index) => {
            const isLast = index === steps.length - 1
            return (
              <li key={step} className={isLast ? 'is-current' : 'is-done'} aria-current={isLast ? 'step' : undefined}>
                {step}
                {!isLast && <span className="visually-hidden"> ({t.onboarding.done})</span>}
              </li>
            )
          })}
        </ol>
      </section>
      <ConnectInstagramCard placement="onboarding-step-4" onConnected={onConnected} />
      <button type="button" className="button button-quiet" data-testid="later" onClick={onLater}>
        {t.onboarding.later}
      </button>
    </>
  )
}
