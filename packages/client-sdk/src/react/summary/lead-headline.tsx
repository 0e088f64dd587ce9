/** @jsxImportSource #own */
import { rangeDays, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import type { Pieces } from '../texts/lead.pt-br.ts'
import { isRough, type LeadChange, type LeadStory } from './lead-story.ts'
import { shortName } from './post-words.ts'

/** Percent: of a change that is within the usual ups and downs. */
const small = 5

interface HeadlineProps {
  id: string
  story: LeadStory
  data: DashboardData
}

/** The sentence, with its change in the colour of its direction, and the post that stands out. */
export function Headline({ id, story, data }: HeadlineProps) {
  const { t, format } = useInstagramContext()
  const { change, post, isQuiet } = story
  const text = useChangeText(change)
  const { lead } = t
  const range = useRangeName(data)
  return (
    <div className="instagram-lead-say">
      <h2 id={id} data-testid="lead-sentence">
        {isQuiet ? quiet() : <Sentence pieces={pieces()} direction={change.direction} />}
      </h2>
      {isQuiet && change.direction !== 'same' && (
        <p>
          <Sentence pieces={lead.quietChange(change.metric, text)} direction={change.direction} />
        </p>
      )}
      {post !== null && (
        <p data-testid="lead-post">{lead.post(post.item.type, shortName(post.item), format.decimal(post.times))}</p>
      )}
    </div>
  )

  function quiet(): string {
    const known = knownRange(data)
    return known === null ? lead.quietRange(range) : lead.quiet[known]
  }

  function pieces(): Pieces {
    const { metric, direction, summary } = change
    if (direction === null) return lead.told(range, metric, format.number(summary.value ?? 0))
    if (direction === 'same') return lead.same(range, metric)
    const isSmall = !change.isClear && Math.abs(summary.changePercent ?? Infinity) < small
    return isSmall ? lead.similar(range, metric, text) : lead.changed(range, metric, text)
  }
}

export function Sentence({ pieces, direction }: { pieces: Pieces; direction: LeadChange['direction'] }) {
  const [before, strong, after] = pieces
  return (
    <>
      {before}
      <em className={`instagram-lead-${direction ?? 'same'}`}>{strong}</em>
      {after}
    </>
  )
}

/** The change as its tile has it, with its sign. */
export function useChangeText({ summary }: Pick<LeadChange, 'summary'>): string {
  const { format } = useInstagramContext()
  const { change, changePercent } = summary
  if (change === null) return ''
  const sign = change > 0 ? '+' : '−'
  if (changePercent === null) return sign + format.number(Math.abs(change))
  const size = Math.abs(changePercent)
  return sign + (isRough(summary) ? format.wholePercent(size) : format.percent(size))
}

type KnownRange = (typeof rangeDays)[number] | 'beginning'

function knownRange({ choice }: DashboardData): KnownRange | null {
  if (choice === 'beginning') return choice
  return rangeDays.find((days) => String(days) === choice) ?? null
}

function useRangeName(data: DashboardData): string {
  const { t, format } = useInstagramContext()
  const known = knownRange(data)
  if (known !== null) return t.lead.ranges[known]
  return t.lead.range(...format.period(data.range.startDate, data.range.endDate))
}
