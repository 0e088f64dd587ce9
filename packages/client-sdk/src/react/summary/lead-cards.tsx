/** @jsxImportSource #own */
import type { ReactNode } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { SparkIcon, TrendIcon } from '../parts/index.ts'
import { PostPicture } from '../posts/post-picture.tsx'
import type { Pieces } from '../texts/lead.pt-br.ts'
import type { LeadAdvice, LeadChange, LeadFacts, LeadReason, LeadStory } from './lead-story.ts'
import { shortName } from './post-words.ts'

/** What a card is about, and what its proof shows. */
export type LeadCardName = 'what' | 'why' | 'do'

interface LeadCardsProps {
  story: LeadStory
  facts: LeadFacts
  onOpen: (name: LeadCardName) => void
}

/** What changed, why, what to do: each only where the numbers say it. On a phone they are a row to swipe. */
export function LeadCards({ story, facts, onOpen }: LeadCardsProps) {
  const { t } = useInstagramContext()
  const { change, reason, advice } = story
  return (
    <ul className="instagram-lead-cards">
      <LeadCard name="what" title={t.lead.what.title} picture={<TrendIcon />} onOpen={onOpen}>
        <WhatChanged change={change} facts={facts} />
      </LeadCard>
      {reason !== null && (
        <LeadCard name="why" title={t.lead.why.title} picture={pictureOf(reason)} onOpen={onOpen}>
          <Why reason={reason} />
        </LeadCard>
      )}
      {advice !== null && (
        <LeadCard name="do" title={t.lead.do.title} picture={<SparkIcon />} onOpen={onOpen}>
          <Advice advice={advice} />
        </LeadCard>
      )}
    </ul>
  )
}

/** The post that is the reason, or a drawing where it is none. */
function pictureOf(reason: LeadReason): ReactNode {
  if (reason.kind !== 'post') return <SparkIcon />
  const { previewUrl, type } = reason.post.item
  return <PostPicture url={previewUrl} type={type} />
}

interface LeadCardProps {
  name: LeadCardName
  title: string
  picture: ReactNode
  onOpen: (name: LeadCardName) => void
  children: ReactNode
}

function LeadCard({ name, title, picture, onOpen, children }: LeadCardProps) {
  const { t } = useInstagramContext()
  return (
    <li>
      <button
        type="button"
        className="instagram-lead-card"
        aria-haspopup="dialog"
        data-testid={`lead-${name}`}
        onClick={() => onOpen(name)}
      >
        <span className="instagram-lead-picture" aria-hidden="true">
          {picture}
        </span>
        <span>
          <span className="instagram-lead-kind">{title}</span> <span className="instagram-lead-text">{children}</span>
          <span className="instagram-visually-hidden"> {t.lead.open}</span>
        </span>
      </button>
    </li>
  )
}

function Words({ pieces: [before, strong, after] }: { pieces: Pieces }) {
  return (
    <>
      {before}
      <strong>{strong}</strong>
      {after}
    </>
  )
}

export function WhatChanged({ change, facts }: { change: LeadChange; facts: LeadFacts }) {
  const { t, format } = useInstagramContext()
  const { what } = t.lead
  const { compare, days } = facts.data
  const { metric, summary, judged, direction, isClear } = change
  const value = format.number(summary.value ?? 0)
  if (summary.previous === null || direction === null) return <Words pieces={what.alone(metric, value)} />
  const against = compare === 'year' ? what.againstYear : what.against
  return (
    <>
      <Words pieces={against(metric, value, format.number(summary.previous))} /> {more()}
    </>
  )

  function more(): string {
    const record = judged?.highestOf ?? null
    if (direction === 'up' && isClear && record !== null) {
      return days === 7 ? what.bestWeek(format.number(record)) : what.best(format.number(record), format.number(days))
    }
    return judged !== null && !isClear ? what.usual : ''
  }
}

export function Why({ reason }: { reason: LeadReason }) {
  const { t, format } = useInstagramContext()
  const { why } = t.lead
  switch (reason.kind) {
    case 'post': {
      const { item } = reason.post
      const share = reason.newPeoplePercent
      return (
        <>
          <Words pieces={why.post(item.type, shortName(item), format.number(item.views ?? 0))} />
          {share !== null && ` ${why.newPeople(format.wholePercent(share))}`}
        </>
      )
    }
    case 'named':
      return <Words pieces={why.pulled(reason.item.type, shortName(reason.item))} />
    case 'posts': {
      const { posts, before } = reason
      return <Words pieces={(posts > before ? why.more : why.fewer)(format.number(posts), format.number(before))} />
    }
    case 'finding':
      return <>{reason.finding.sentence}</>
  }
}

export function Advice({ advice }: { advice: LeadAdvice }) {
  const { t, format } = useInstagramContext()
  const times = format.decimal(advice.times)
  const posts = format.number(advice.posts)
  if (advice.kind === 'type') return <Words pieces={t.lead.do.kind(advice.type, times, posts)} />
  const { weekday, hour, type } = advice
  const when =
    weekday === null
      ? t.lead.do.anyDayAt(hour)
      : t.lead.do.weekdayAt(format.longWeekday(weekday).replace('-feira', ''), hour)
  return <Words pieces={t.lead.do.publish(type, when, { times, posts })} />
}
