import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, toFailure, useInstagramContext, useShown, useReturned } from '../data/index.ts'
import { useConnectTexts } from '../hooks/connect.ts'
import { CheckIcon, ConnectButton, CrossIcon, ErrorPanel, Root } from '../parts/index.ts'
import { Connecting } from './connecting.tsx'
import { InAppBrowserHint } from './in-app-browser-hint.tsx'

export interface ConnectInstagramCardProps {
  /** Where the card stands, for the connection funnel. Default `onboarding`. */
  placement?: string
  returnTo?: string
  /** After a connection. Over this tab, a redirect page of your own gets it. */
  onConnected?: (result: ConnectCompleteResult) => void
}

/** For a user without an account: what connecting means, and the button. */
export function ConnectInstagramCard({ placement = 'onboarding', returnTo, onConnected }: ConnectInstagramCardProps) {
  const { t, ownTexts } = useInstagramContext()
  const [own, setOwn] = useState<Failure | null>(null)
  const returned = useReturned(onConnected)
  const failure = own ?? (returned.error === null ? null : toFailure(returned.error))
  // Until the texts of the comparison are here, and without them, the usual ones stand.
  const { data: serverTexts } = useConnectTexts()
  // A host's own words are not among those that are compared.
  const { title, lead, button } = ownTexts?.onboarding ?? {}
  const texts = [title, lead, button].every((text) => text === undefined) ? serverTexts : undefined
  useShown({ name: 'invitation_shown', placement })
  const promises = [
    { title: t.onboarding.willTitle, promised: t.onboarding.will, kind: 'yes', icon: <CheckIcon /> },
    { title: t.onboarding.wontTitle, promised: t.onboarding.wont, kind: 'no', icon: <CrossIcon /> },
  ]
  if (returned.isWorking) {
    return (
      <Root contained>
        <Connecting />
      </Root>
    )
  }
  function goOn() {
    setOwn(null)
    returned.goOn()
  }
  return (
    <Root contained>
      <section className="instagram-card instagram-onboarding" aria-labelledby="instagram-onboarding-title">
        <div className="instagram-onboarding-glow" aria-hidden="true" />
        <h1 id="instagram-onboarding-title">{texts?.title ?? t.onboarding.title}</h1>
        <p className="instagram-lead">{texts?.body ?? t.onboarding.lead}</p>
        {failure !== null && <ErrorPanel failure={failure} onRetry={goOn} onConnected={onConnected} isCompact />}
        <div className="instagram-onboarding-actions">
          <ConnectButton
            label={texts?.button ?? t.onboarding.button}
            start={{ placement, returnTo, textVariant: texts?.variant }}
            size="large"
            testId="connect"
            onFailure={setOwn}
            onConnected={onConnected}
          />
        </div>
        <InAppBrowserHint />
        <p className="instagram-hint">{t.onboarding.professional}</p>
        <div className="instagram-promises">
          {promises.map(({ title, promised, kind, icon }) => (
            <div key={kind}>
              <h2>{title}</h2>
              <ul>
                {promised.map((promise) => (
                  <li key={promise} className={`instagram-promise-${kind}`}>
                    {icon}
                    {promise}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </section>
    </Root>
  )
}
