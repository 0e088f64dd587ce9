/** @jsxImportSource #own */
import type { Insight } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { Button, Dialog, Link } from '../parts/index.ts'
import { ReceiptOf } from '../receipt/receipt-of.tsx'
import { Advice, type LeadCardName, WhatChanged, Why } from './lead-cards.tsx'
import { AdviceProof, ComparedTable, PostProof } from './lead-numbers.tsx'
import type { LeadFacts, LeadReason, LeadStory } from './lead-story.ts'

interface LeadProofProps {
  name: LeadCardName
  story: LeadStory
  facts: LeadFacts
  onClose: () => void
}

/** What a card of the first sentence rests on: its numbers, how they were judged, and where they come from. */
export function LeadProof({ name, story, facts, onClose }: LeadProofProps) {
  const { t } = useInstagramContext()
  const { lead } = t
  const title = { what: lead.what.title, why: lead.why.title, do: lead.do.title }[name]
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="instagram-stack instagram-lead-proof" data-testid={`lead-proof-${name}`}>
        {name === 'what' && <WhatProof story={story} facts={facts} />}
        {name === 'why' && story.reason !== null && <WhyProof reason={story.reason} facts={facts} />}
        {name === 'do' && story.advice !== null && (
          <>
            <p>
              <Advice advice={story.advice} />
            </p>
            <AdviceProof advice={story.advice} facts={facts} />
          </>
        )}
      </div>
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{lead.proof.close}</Button>
      </div>
    </Dialog>
  )
}

function WhatProof({ story, facts }: Pick<LeadProofProps, 'story' | 'facts'>) {
  const { t } = useInstagramContext()
  const { change } = story
  const { accountId, byDate } = facts.data
  const newest = [...byDate.values()].findLast((day) => day[change.metric] !== null)
  return (
    <>
      <p>
        <WhatChanged change={change} facts={facts} />
      </p>
      <ComparedTable change={change} facts={facts} />
      {change.judged !== null && (
        <>
          <h3>{t.lead.proof.how}</h3>
          <p className="instagram-card-note">{change.judged.why.sentence}</p>
        </>
      )}
      <Findings facts={facts} />
      {newest !== undefined && (
        <>
          <h3>{t.lead.proof.receipt}</h3>
          <ReceiptOf accountId={accountId} date={newest.date} metric={change.metric} />
        </>
      )}
    </>
  )
}

function WhyProof({ reason, facts }: { reason: LeadReason; facts: LeadFacts }) {
  const { t } = useInstagramContext()
  const { proof } = t.lead
  const { findings } = facts.insights
  const about = findings.filter((finding) => isAbout(finding, reason))
  const post = reason.kind === 'post' ? reason.post.item : reason.kind === 'named' ? reason.item : null
  return (
    <>
      <p>
        <Why reason={reason} />
      </p>
      {reason.kind === 'post' && <PostProof post={reason.post} />}
      {about.map((finding) => (
        <Finding key={finding.rule} finding={finding} />
      ))}
      {reason.kind !== 'finding' && <p className="instagram-card-note">{proof.likely}</p>}
      {post !== null && post.permalink !== null && <Link href={post.permalink}>{t.media.opens}</Link>}
    </>
  )
}

function isAbout(finding: Insight, reason: LeadReason): boolean {
  switch (reason.kind) {
    case 'post':
      return finding.mediaId === reason.post.item.id
    case 'named':
    case 'finding':
      return finding === reason.finding
    case 'posts':
      return false
  }
}

function Findings({ facts: { insights } }: Pick<LeadProofProps, 'facts'>) {
  const { t, format } = useInstagramContext()
  const { findings, lookedAt } = insights
  if (findings.length === 0) return null
  return (
    <>
      <h3>{t.lead.allTitle}</h3>
      {findings.map((finding) => (
        <Finding key={`${finding.rule} ${finding.metric} ${finding.days.join()}`} finding={finding} />
      ))}
      <p className="instagram-card-note">
        {t.insights.looked(format.days(lookedAt.knownDays), format.number(lookedAt.posts))}
      </p>
    </>
  )
}

/** A finding with why it is believed. */
function Finding({ finding: { title, sentence, why } }: { finding: Insight }) {
  const { t } = useInstagramContext()
  return (
    <div>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{sentence}</p>
      <details>
        <summary>{t.insights.why}</summary>
        <p className="instagram-card-note">{why.sentence}</p>
      </details>
    </div>
  )
}
