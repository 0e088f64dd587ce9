import type { Achievement } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAchievements, useCredits } from '../hooks/user.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { CheckIcon } from '../parts/icons.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Root } from '../parts/root.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

/** What the person has reached, what comes next, and the credits that it gave. */
export function Achievements() {
  const { t, format } = useInstagramContext()
  const [showsHistory, setShowsHistory] = useState(false)
  const achievements = useAchievements()
  const credits = useCredits()
  const balance = credits.pages?.[0]?.balance
  return (
    <Root>
      <section className="instagram-card" aria-labelledby="instagram-achievements-title" data-testid="achievements">
        <div className="instagram-card-head">
          <h2 id="instagram-achievements-title">{t.achievements.title}</h2>
          {balance !== undefined && (
            <p className="instagram-credits" data-testid="credits">
              {t.achievements.credits(balance, format.number(balance))}
            </p>
          )}
        </div>
        {achievements.error !== null && achievements.data === undefined ? (
          <ErrorPanel failure={toFailure(achievements.error)} onRetry={() => void achievements.refetch()} />
        ) : achievements.data === undefined ? (
          <Skeleton kind="line" />
        ) : (
          <ul className="instagram-achievements">
            {achievements.data.items.map((achievement) => (
              <Medal key={achievement.key} achievement={achievement} />
            ))}
          </ul>
        )}
        {credits.items.length > 0 && (
          <>
            <button
              type="button"
              className="instagram-button instagram-button-quiet"
              aria-expanded={showsHistory}
              data-testid="credit-history"
              onClick={() => setShowsHistory(!showsHistory)}
            >
              {t.achievements.history}
            </button>
            {showsHistory && (
              <>
                <ul className="instagram-entries">
                  {credits.items.map(({ id, title, amount, createdAt }) => (
                    <li key={id}>
                      <span>{title}</span>
                      <span>{format.instantDay(createdAt)}</span>
                      <strong>{format.signed(amount)}</strong>
                    </li>
                  ))}
                </ul>
                <MoreButton list={credits} testId="credits-more" />
              </>
            )}
          </>
        )}
      </section>
    </Root>
  )
}

function Medal({ achievement }: { achievement: Achievement }) {
  const { t, format } = useInstagramContext()
  const { key, title, description, credits, progress, unlockedAt, rewardWithheldMessage } = achievement
  const isReached = unlockedAt !== null
  return (
    <li className={isReached ? 'instagram-is-reached' : ''} data-testid={`achievement-${key}`}>
      <span className="instagram-medal" aria-hidden="true">
        {isReached && <CheckIcon />}
      </span>
      <div>
        <strong>{title}</strong>
        <p>{description}</p>
        {isReached ? (
          <p className="instagram-card-note">
            {t.achievements.reached(format.instantDay(unlockedAt))}
            {credits > 0 && ` · ${t.achievements.gave(credits, format.number(credits))}`}
          </p>
        ) : rewardWithheldMessage !== null ? (
          // It can not be reached any more: a bar would ask for what is not given.
          <p className="instagram-card-note">{rewardWithheldMessage}</p>
        ) : (
          <>
            <progress value={progress.current} max={progress.target} aria-label={title} />
            <p className="instagram-card-note">
              {t.achievements.progress(format.number(progress.current), format.number(progress.target))}
            </p>
          </>
        )}
      </div>
    </li>
  )
}
