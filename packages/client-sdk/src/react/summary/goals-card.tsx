/** @jsxImportSource #own */
import type { Goal, GoalKind, GoalMetricName } from '@instagram-dashboard/server/contract'
import { useId, useState, type SubmitEvent } from 'react'
import { addDays, roundAbove, type SectionProps, toFailure, useInstagramContext } from '../data/index.ts'
import { useCreateGoal, useGoals, useRemoveGoal } from '../hooks/goals.ts'
import { Button, Card, ErrorPanel, Loaded, Select } from '../parts/index.ts'
import type { Messages } from '../texts/pt-br.ts'

/** What the form offers, each with how it is measured. */
const offered = {
  followersCount: 'level',
  reach: 'daily_average',
  engagement: 'sum',
  impressions: 'sum',
} as const satisfies Partial<Record<GoalMetricName, GoalKind>>
type Offered = keyof typeof offered
/** A month is near enough to be wanted, and far enough to be reached. */
const daysAhead = 30
const offeredNames = Object.keys(offered) as Offered[]

/** What the user wants to reach, how far it is, and a form for the next goal. */
export function GoalsCard({ account, today }: Pick<SectionProps, 'account' | 'today'>) {
  const { t } = useInstagramContext()
  const [isOpen, setIsOpen] = useState(false)
  const formId = useId()
  const tools = (
    <Button
      kind="quiet"
      aria-expanded={isOpen}
      aria-controls={formId}
      onClick={() => setIsOpen(!isOpen)}
      testId="goal-new"
    >
      {isOpen ? t.goals.cancel : t.goals.create}
    </Button>
  )
  return (
    <Card title={t.goals.title} tools={tools} testId="goals">
      <Loaded query={useGoals({ accountId: account.id })} skeleton="line" hidesOld>
        {({ items }) =>
          items.length === 0 ? (
            <p className="instagram-card-note">{t.goals.empty}</p>
          ) : (
            <ul className="instagram-goals">
              {items.map((goal) => (
                <OneGoal key={goal.id} goal={goal} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div id={formId}>{isOpen && <NewGoal account={account} today={today} onCreated={() => setIsOpen(false)} />}</div>
    </Card>
  )
}

function OneGoal({ goal }: { goal: Goal }) {
  const { t, format } = useInstagramContext()
  const remove = useRemoveGoal()
  const { id, metric, kind, amount, by, state, value, progressPercent, pace, neededPerDay, provisionalDays } = goal
  const told = value === null ? t.units.unknown : format.number(value)
  const name = nameOf(t, metric, kind)
  const left = value === null ? 0 : amount - value
  const send = () => void remove.run({ id }).catch(() => undefined)
  const notes = [
    // What a goal of an average lacks is no count of anything.
    kind !== 'daily_average' && left > 0 && t.goals.left(left, format.number(left)),
    pace && t.goals.pace(format.number(pace.projected), format.number(pace.low), format.number(pace.high)),
    neededPerDay !== null && neededPerDay > 0 && t.goals.needed(format.number(neededPerDay)),
    provisionalDays > 0 && t.goals.provisional(provisionalDays, format.days(provisionalDays)),
  ].filter((note): note is string => typeof note === 'string')
  return (
    <li data-testid="goal" data-state={state}>
      <p className="instagram-goal-head">
        <strong>{name}</strong>
        <span className={`instagram-badge instagram-goal-${state}`}>{t.goals.states[state]}</span>
      </p>
      <progress max={100} {...(progressPercent !== null && { value: progressPercent })} aria-label={name} />
      <p className="instagram-goal-line">{t.goals.line(told, format.number(amount), format.longDay(by))}</p>
      {notes.length > 0 && <p className="instagram-card-note">{notes.join(' · ')}</p>}
      {remove.error !== null && <ErrorPanel failure={toFailure(remove.error)} onRetry={send} />}
      <Button
        kind="quiet"
        aria-label={t.goals.removeOf(name, format.longDay(by))}
        onClick={send}
        disabled={remove.isPending}
        testId="goal-remove"
      >
        {t.goals.remove}
      </Button>
    </li>
  )
}

/** People are counted once a day and not added up: a goal for them is one for each day. */
function nameOf(t: Messages, metric: GoalMetricName, kind: GoalKind): string {
  return kind === 'daily_average' ? t.goals.perDay(t.metrics[metric]) : t.metrics[metric]
}

interface NewGoalProps extends Pick<SectionProps, 'account' | 'today'> {
  onCreated: () => void
}

function NewGoal({ account, today, onCreated }: NewGoalProps) {
  const { t } = useInstagramContext()
  const create = useCreateGoal()
  const [metric, setMetric] = useState<Offered>('followersCount')
  const [amount, setAmount] = useState(String(roundAbove(account.followersCount) ?? ''))
  const [by, setBy] = useState(addDays(today, daysAhead))

  function send(event: SubmitEvent) {
    event.preventDefault()
    create.run({ accountId: account.id, metric, amount: Number(amount), by }).then(onCreated, () => undefined)
  }

  return (
    <form className="instagram-form" onSubmit={send}>
      <Select
        label={t.goals.metric}
        value={metric}
        options={offeredNames.map((name) => [name, nameOf(t, name, offered[name])] as const)}
        onChange={(name) => {
          setMetric(name)
          // What is suggested is a number of followers.
          setAmount(name === 'followersCount' ? String(roundAbove(account.followersCount) ?? '') : '')
        }}
        testId="goal-metric"
        isField
      />
      <label className="instagram-field">
        {t.goals.amount}
        <input
          type="number"
          min={1}
          step={1}
          required
          value={amount}
          data-testid="goal-amount"
          onChange={({ target }) => setAmount(target.value)}
        />
      </label>
      <label className="instagram-field">
        {t.goals.by}
        <input
          type="date"
          min={today}
          required
          value={by}
          data-testid="goal-by"
          onChange={({ target }) => setBy(target.value)}
        />
      </label>
      {create.error !== null && <ErrorPanel failure={toFailure(create.error)} onRetry={create.reset} />}
      <Button type="submit" disabled={create.isPending} testId="goal-create">
        {t.goals.save}
      </Button>
    </form>
  )
}
