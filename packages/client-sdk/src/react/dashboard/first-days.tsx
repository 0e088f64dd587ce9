/** @jsxImportSource #own */
import type { Account, ConnectCompleteResult, DailyMetrics } from '@instagram-dashboard/server/contract'
import { addDays, useInstagramContext } from '../data/index.ts'
import { type DashboardData, useDashboard } from '../hooks/dashboard.ts'
import type { Sync } from '../hooks/sync.ts'
import { Button, CheckIcon, CountUp, CrossIcon, SparkIcon } from '../parts/index.ts'
import { SyncProgressBar } from './sync-progress.tsx'

export interface FirstDaysProps {
  account: Account
  today: string
  /** `null` where the page was opened while the first sync ran already. */
  welcome: ConnectCompleteResult | null
  sync: Sync
  /** Shows the picture of thirty days. */
  onShare: () => void
  onClose: () => void
}

const steps = ['followers', 'week', 'posts', 'audience', 'month', 'comparison'] as const
type Step = (typeof steps)[number]

/** Instagram says nothing of an audience of fewer. */
const fewestFollowers = 100

/**
 * The first minutes of an account: what has come and what is on its way. It has the same size from the consent until it is
 * closed, so that nothing below moves while the numbers come.
 */
export function FirstDays({ account, today, welcome, sync, onShare, onClose }: FirstDaysProps) {
  const { t, format } = useInstagramContext()
  // The same question as that of the panel, which begins with thirty days: it is asked once.
  const { data } = useDashboard({ accountId: account.id, range: '30', compare: 'previous', today })
  const { followersCount } = account
  const { state } = sync
  const hasEnded = state.kind === 'finished' || state.kind === 'failed'
  const days = data === undefined ? [] : [...data.byDate.values()].filter(isKnown)
  const come = comeOf({ account, days, data, today, hasEnded })
  const credits = welcome?.reward == null ? null : format.number(welcome.reward.credits)
  const isWhole = state.kind === 'finished' && state.run.status === 'succeeded'
  const sentence = hasEnded ? (isWhole ? t.story.done : t.story.stopped) : t.story.first
  return (
    <section className="instagram-card instagram-first" aria-labelledby="instagram-first-title" data-testid="welcome">
      <div className="instagram-first-head">
        <span className="instagram-first-sign" aria-hidden="true">
          <SparkIcon />
        </span>
        <div>
          <h2 id="instagram-first-title">{t.story.title(account.username)}</h2>
          {credits !== null && (
            <span className="instagram-first-reward" title={t.story.rewardWhy(credits)}>
              {t.story.reward(credits)}
            </span>
          )}
        </div>
        <Button kind="quiet" look="button-icon" aria-label={t.story.close} testId="welcome-close" onClick={onClose}>
          <CrossIcon />
        </Button>
      </div>
      <div className="instagram-first-now">
        <p className="instagram-first-number">
          {followersCount === null ? (
            <span className="instagram-first-blank" aria-hidden="true" />
          ) : (
            <>
              <CountUp value={followersCount} text={format.number} /> <small>{t.story.followers(followersCount)}</small>
            </>
          )}
        </p>
        <p>
          {!hasEnded && days.length > 0 ? t.story.days(format.number(Math.min(30, days.length))) : sentence}
          {welcome?.rewardWithheld === 'given_before' && ` ${t.welcome.givenBefore}`}
        </p>
      </div>
      <ol className="instagram-first-steps">
        {steps
          .filter((step) => step !== 'audience' || (followersCount ?? fewestFollowers) >= fewestFollowers)
          .map((step) => (
            <li key={step} className={come[step] ? 'instagram-is-done' : ''} data-testid={`story-${step}`}>
              <CheckIcon />
              {t.story.steps[step]}
              <span className="instagram-visually-hidden">
                {` (${come[step] ? t.story.isHere : t.story.isComing})`}
              </span>
            </li>
          ))}
      </ol>
      <div className="instagram-first-foot">
        {state.kind === 'running' && <SyncProgressBar progress={state.progress} first={state.first} />}
        {hasEnded && (
          <Button kind="primary" testId="share-open" onClick={onShare}>
            {t.story.see}
          </Button>
        )}
      </div>
    </section>
  )
}

const isKnown = ({ reach, impressions }: DailyMetrics) => reach !== null || impressions !== null

interface ComeInput {
  account: Account
  /** Those of the last thirty that have numbers. */
  days: DailyMetrics[]
  data: DashboardData | undefined
  today: string
  hasEnded: boolean
}

/** What is here already. The order is the server's: followers and audience, a week, six posts, the other days. */
function comeOf({ account, days, data, today, hasEnded }: ComeInput): Record<Step, boolean> {
  const weekAgo = addDays(today, -7)
  // The newest day is often published a day later.
  const isWeekHere = days.filter(({ date }) => date >= weekAgo).length >= 6
  return {
    followers: account.followersCount !== null,
    audience: days.length > 0 || hasEnded,
    week: isWeekHere || hasEnded,
    posts: days.length > 8 || hasEnded,
    month: days.length >= 29 || hasEnded,
    comparison: data?.summary.reach.previous != null,
  }
}
