/** @jsxImportSource #own */
import type { Account, ListedMedia } from '@instagram-dashboard/server/contract'
import { lazy, Suspense, useId, useState } from 'react'
import { useInstagramContext, useNow } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { useBestTimes, useInsights, useMedia } from '../hooks/metrics.ts'
import { LeadCards, type LeadCardName } from './lead-cards.tsx'
import { Headline } from './lead-headline.tsx'
import { type LeadFacts, tellStory } from './lead-story.ts'

const LeadProof = lazy(async () => ({ default: (await import('./lead-proof.tsx')).LeadProof }))

/** As the grid of the best posts asks for them: one answer serves both. */
const candidates = 24
/** Findings need as many settled days. */
const fewestDays = 28
/** How long after connecting the days of an account still come. */
const fillingMs = 15 * 60_000

const nothingPublished: readonly ListedMedia[] = []

interface LeadProps {
  account: Account
  data: DashboardData
}

/**
 * What happened in one sentence, and three cards: what changed, why, what to do; each opens its proof. On too little data
 * it says when there will be enough, and no more.
 */
export function Lead({ account, data }: LeadProps) {
  const { accountId, range, compare } = data
  const insights = useInsights({ accountId, ...range, compare })
  const media = useMedia({ accountId, sort: 'views', ...range, limit: candidates })
  const bestTimes = useBestTimes({ accountId })
  const isLoading = insights.isPending || media.isPending || bestTimes.isPending
  if (isLoading) return mayTell(data) ? <LeadSkeleton /> : <Waiting account={account} known={null} />
  if (insights.data === undefined) return null
  const facts = { data, insights: insights.data, posts: media.items ?? nothingPublished, bestTimes: bestTimes.data }
  return <ToldLead account={account} facts={facts} />
}

/** Whether so much is known of the range that something will be told: a shape in its place moves nothing later. */
function mayTell({ days, summary: { reach } }: DashboardData): boolean {
  return reach.knownDays + reach.previousKnownDays >= Math.min(fewestDays, days)
}

function LeadSkeleton() {
  return (
    <div className="instagram-lead-story instagram-lead-loading" aria-hidden="true">
      <span className="instagram-lead-line" />
      <span className="instagram-lead-line instagram-lead-line-short" />
      <div className="instagram-lead-cards">
        {[1, 2, 3].map((card) => (
          <span key={card} className="instagram-lead-card" />
        ))}
      </div>
    </div>
  )
}

function ToldLead({ account, facts }: { account: Account; facts: LeadFacts }) {
  const id = useId()
  const [opened, setOpened] = useState<LeadCardName | null>(null)
  const story = tellStory(facts)
  if (story === null) return <Waiting account={account} known={facts.insights.lookedAt.knownDays} />
  return (
    <section className="instagram-lead-story" aria-labelledby={id} data-testid="insights">
      <Headline id={id} story={story} data={facts.data} />
      <LeadCards story={story} facts={facts} onOpen={setOpened} />
      {opened !== null && (
        <Suspense fallback={null}>
          <LeadProof name={opened} story={story} facts={facts} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </section>
  )
}

/** One line; while the first days of an account come, with the room that the sentence will take. */
function Waiting({ account, known }: { account: Account; known: number | null }) {
  const { t, format } = useInstagramContext()
  const now = useNow(60)
  const isFilling = now.getTime() - account.connectedAt.getTime() < fillingMs
  const missing = known === null ? null : Math.max(1, fewestDays - known)
  return (
    <p className={`instagram-lead-waiting${isFilling ? ' instagram-lead-filling' : ''}`} data-testid="lead-waiting">
      {missing !== null && t.lead.waiting(format.days(missing))}
    </p>
  )
}
