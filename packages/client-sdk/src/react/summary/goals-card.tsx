/** @jsxImportSource #own */
import type { Goal, GoalKind, GoalMetricName } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
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
const offeredNames = Object.keys(offered) as Offered[]

/** What the user wants to reach, how far it is, and a form for the next goal. */
export function GoalsCard({ accountId, today }: { accountId: string; today: string }) {
  const { t } = useInstagramContext()
  return (
    <Card title={t.goals.title} testId="goals">
      <Loaded query={useGoals({ accountId })} skeleton="line" hidesOld>
        {({ items }) => (
          <ul className="instagram-tickets">
            {items.map((goal) => (
              <OneGoal key={goal.id} goal={goal} />
            ))}
          </ul>
        )}
      </Loaded>
      <NewGoal accountId={accountId} today={today} />
    </Card>
  )
}

function OneGoal({ goal }: { goal: Goal }) {
  const { t, format } = useInstagramContext()
  const remove = useRemoveGoal()
  const { id, metric, kind, amount, by, state, value, progressPercent, pace, neededPerDay, provisionalDays } = goal
  const told = value === null ? t.units.unknown : format.number(value)
  const name = nameOf(t, metric, kind)
  const send = () => void remove.run({ id }).catch(() => undefined)
  const notes = [
    pace && t.goals.pace(format.number(pace.projected), format.number(pace.low), format.number(pace.high)),
    neededPerDay !== null && neededPerDay > 0 && t.goals.needed(format.number(neededPerDay)),
    provisionalDays > 0 && t.goals.provisional(provisionalDays, format.days(provisionalDays)),
  ].filter((note): note is string => typeof note === 'string')
  return (
    <li data-testid="goal" data-state={state}>
      <p>
        <strong>{name}</strong> {t.goals.line(told, format.number(amount), format.longDay(by))}{' '}
        <span className="instagram-badge">{t.goals.states[state]}</span>
      </p>
      <progress max={100} {...(progressPercent !== null && { value: progressPercent })} aria-label={name} />
      {notes.length > 0 && <p className="instagram-card-note">{notes.join(' · ')}</p>}
      {remove.error !== null && <ErrorPanel failure={toFailure(remove.error)} onRetry={send} />}
      <Button
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

function NewGoal({ accountId, today }: { accountId: string; today: string }) {
  const { t } = useInstagramContext()
  const create = useCreateGoal()
  const [metric, setMetric] = useState<Offered>('followersCount')
  const [amount, setAmount] = useState('')
  const [by, setBy] = useState('')

  function send(event: SubmitEvent) {
    event.preventDefault()
    create.run({ accountId, metric, amount: Number(amount), by }).then(
      () => setAmount(''),
      () => undefined,
    )
  }

  return (
    <form className="instagram-form" onSubmit={send}>
      <Select
        label={t.goals.metric}
        value={metric}
        options={offeredNames.map((name) => [name, nameOf(t, name, offered[name])] as const)}
        onChange={setMetric}
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
        {t.goals.create}
      </Button>
    </form>
  )
}
