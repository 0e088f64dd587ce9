/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { lazy, Suspense, useState } from 'react'
import {
  type Failure,
  type InvitationProps,
  toFailure,
  useInstagramContext,
  useShown,
  useReturned,
} from '../data/index.ts'
import { useConnectTexts } from '../hooks/connect.ts'
import { useAchievements } from '../hooks/user.ts'
import { CheckIcon, ConnectButton, CrossIcon, ErrorPanel, replaceable, Root, SparkIcon } from '../parts/index.ts'
import { Connecting } from './connecting.tsx'
import { InAppBrowserHint } from './in-app-browser-hint.tsx'

const SamplePanel = lazy(async () => ({ default: (await import('./sample-panel.tsx')).SamplePanel }))

export interface ConnectInstagramCardProps {
  /** Where the card stands, for the connection funnel. Default `onboarding`. */
  placement?: string
  /** Where your app wants to go on, an address of an allowed origin; it comes back with the result. */
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
  const reward = useReward()
  useShown({ name: 'invitation_shown', placement })
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
      <Invitation
        title={texts?.title ?? t.onboarding.title}
        lead={texts?.body ?? t.onboarding.lead}
        note={t.onboarding.professional}
        promises={[
          { kind: 'yes', title: t.onboarding.willTitle, items: t.onboarding.will },
          { kind: 'no', title: t.onboarding.wontTitle, items: t.onboarding.wont },
        ]}
        button={
          <ConnectButton
            label={texts?.button ?? t.onboarding.button}
            start={{ placement, returnTo, textVariant: texts?.variant }}
            size="large"
            testId="connect"
            onFailure={setOwn}
            onConnected={onConnected}
          />
        }
        failure={
          failure !== null && <ErrorPanel failure={failure} onRetry={goOn} onConnected={onConnected} isCompact />
        }
        hint={<InAppBrowserHint />}
        reward={reward}
        preview={
          <Suspense fallback={<div className="instagram-sample instagram-skeleton" aria-hidden="true" />}>
            <SamplePanel />
          </Suspense>
        }
      />
    </Root>
  )
}

const icons = { yes: <CheckIcon />, no: <CrossIcon /> }

function OurInvitation(props: InvitationProps) {
  const { title, lead, note, promises, button, failure, hint, reward, preview } = props
  const { t } = useInstagramContext()
  return (
    <section className="instagram-card instagram-onboarding" aria-labelledby="instagram-onboarding-title">
      <div className="instagram-onboarding-glow" aria-hidden="true" />
      <div className="instagram-onboarding-words">
        <h1 id="instagram-onboarding-title">{title}</h1>
        <p className="instagram-lead">{lead}</p>
        {reward !== null && (
          <p className="instagram-onboarding-reward" data-testid="invitation-reward">
            <SparkIcon />
            {reward}
          </p>
        )}
        {failure}
        {hint}
        <div className="instagram-onboarding-actions">{button}</div>
        <ul className="instagram-onboarding-facts">
          <li>{t.invite.minute}</li>
          <li>{t.invite.free}</li>
        </ul>
        <p className="instagram-hint">{note}</p>
      </div>
      {preview}
      <div className="instagram-promises">
        {promises.map(({ kind, title: heading, items }) => (
          <div key={kind}>
            <h2>{heading}</h2>
            <ul>
              {items.map((item) => (
                <li key={item} className={`instagram-promise-${kind}`}>
                  {icons[kind]}
                  {item}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

const Invitation = replaceable('Invitation', OurInvitation)

/** What the first connection gives, in the user's words; `null` where it gives nothing, or not to this user. */
function useReward(): string | null {
  const { t, format } = useInstagramContext()
  const { data } = useAchievements()
  const first = data?.items.find(({ key }) => key === 'first_connection')
  if (first === undefined || first.unlockedAt !== null || first.rewardWithheld !== null || first.credits < 1)
    return null
  return t.invite.reward(format.number(first.credits))
}
