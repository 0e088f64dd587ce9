/** @jsxImportSource #own */
import type { Achievement, CreditEntry, CreditsBalanceResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type InstagramList, useInstagramContext } from '../data/index.ts'
import { useAchievements, useCredits } from '../hooks/user.ts'
import { Button, Card, CheckIcon, Loaded, MoreButton, Root } from '../parts/index.ts'

/** What the user has reached, what comes next, and the credits that it gave. */
export function Achievements() {
  const { t, format } = useInstagramContext()
  const achievements = useAchievements()
  const credits = useCredits()
  const balance = credits.pages?.[0]?.balance
  return (
    <Root>
      <Card
        title={t.achievements.title}
        tools={
          balance !== undefined && (
            <p className="instagram-credits" data-testid="credits">
              {t.achievements.credits(balance, format.number(balance))}
            </p>
          )
        }
        testId="achievements"
      >
        <Loaded query={achievements} skeleton="line">
          {({ items }) => (
            <>
              <Medals title={t.achievements.next} of={items.filter(({ unlockedAt }) => unlockedAt === null)} />
              <Medals title={t.achievements.done} of={items.filter(({ unlockedAt }) => unlockedAt !== null)} />
            </>
          )}
        </Loaded>
        {credits.items.length > 0 && <CreditHistory credits={credits} />}
      </Card>
    </Root>
  )
}

/** The nearest first, as the server says. */
function Medals({ title, of }: { title: string; of: Achievement[] }) {
  if (of.length === 0) return null
  return (
    <>
      <h3 className="instagram-achievements-title">{title}</h3>
      <ul className="instagram-achievements">
        {of.map((achievement) => (
          <Medal key={achievement.key} achievement={achievement} />
        ))}
      </ul>
    </>
  )
}

function CreditHistory({ credits }: { credits: InstagramList<CreditEntry, CreditsBalanceResult> }) {
  const { t, format } = useInstagramContext()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" aria-expanded={isOpen} testId="credit-history" onClick={() => setIsOpen(!isOpen)}>
        {t.achievements.history}
      </Button>
      {isOpen && (
        <>
          <p className="instagram-card-note">{t.achievements.creditsFor}</p>
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
        {isReached && (
          <p className="instagram-card-note">
            {t.achievements.reached(format.instantDay(unlockedAt))}
            {credits > 0 && ` · ${t.achievements.gave(credits, format.number(credits))}`}
          </p>
        )}
        {/* What is withheld can not be reached any more: a bar would ask for what is not given. */}
        {!isReached && rewardWithheldMessage !== null && <p className="instagram-card-note">{rewardWithheldMessage}</p>}
        {!isReached && rewardWithheldMessage === null && (
          <>
            {progress.target > 1 && <progress value={progress.current} max={progress.target} aria-label={title} />}
            <p className="instagram-card-note">
              {[
                progress.target > 1 &&
                  t.achievements.progress(format.number(progress.current), format.number(progress.target)),
                credits > 0 && t.achievements.reward(credits, format.number(credits)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </>
        )}
      </div>
    </li>
  )
}
