/** @jsxImportSource #own */
import type { AdminSupportTicket } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { toFailure } from '../data/index.ts'
import { useAdminAnswer, useAdminClose, useAdminSupport } from '../hooks/admin.ts'
import { Button, Card, ErrorPanel, Select } from '../parts/index.ts'
import { TicketAnswer, TicketMessage, Tickets, TicketTitle } from '../support/tickets.tsx'
import { known } from './account-query.ts'
import { useAdmin } from './admin-view.ts'
import { useMoments } from './moments.ts'
import { TicketContext } from './ticket-context.tsx'
import { useAdminTexts } from './texts.ts'

const statuses = ['open', 'answered', 'closed'] as const
const choices = ['every', ...statuses] as const

/** What users asked, and the answers to it. */
export function SupportScreen() {
  const t = useAdminTexts()
  const { view, narrow } = useAdmin()
  const status = known(choices, view.filters.tickets) ?? 'open'
  const tickets = useAdminSupport({ status: status === 'every' ? undefined : status })
  const tools = (
    <Select
      label={t.support.status}
      value={status}
      options={[['every', t.support.every], ...statuses.map((name) => [name, t.support.statuses[name]] as const)]}
      onChange={(chosen) => narrow({ tickets: chosen === 'open' ? '' : chosen })}
      testId="admin-tickets-status"
    />
  )
  return (
    <Card title={t.support.title} tools={tools} testId="admin-tickets">
      <Tickets list={tickets} empty={t.support.empty} testId="admin-tickets-more">
        {(ticket) => <Ticket key={ticket.id} ticket={ticket} />}
      </Tickets>
    </Card>
  )
}

function Ticket({ ticket }: { ticket: AdminSupportTicket }) {
  const t = useAdminTexts()
  const { moment } = useMoments()
  const answer = useAdminAnswer()
  const close = useAdminClose()
  const [text, setText] = useState('')
  const failure = answer.error ?? close.error
  const { id, status, userId, createdAt, context } = ticket

  function send(event: SubmitEvent) {
    event.preventDefault()
    answer.run({ id, answer: text }).then(
      () => setText(''),
      () => undefined,
    )
  }

  return (
    <li data-testid={`admin-ticket-${id}`}>
      <TicketTitle ticket={ticket} text={t.support.statuses[status]} />
      <p className="instagram-card-note">{t.support.from(userId, moment(createdAt))}</p>
      <TicketMessage ticket={ticket} />
      {context !== null && (
        <details className="instagram-details">
          <summary>{t.support.context}</summary>
          <TicketContext context={context} />
        </details>
      )}
      <TicketAnswer ticket={ticket} title={t.support.answered} />
      {failure !== null && (
        <ErrorPanel
          failure={toFailure(failure)}
          onRetry={() => {
            answer.reset()
            close.reset()
          }}
        />
      )}
      {status !== 'closed' && (
        <form className="instagram-form" onSubmit={send}>
          <label className="instagram-field">
            {t.support.answer}
            <textarea
              value={text}
              rows={3}
              maxLength={5_000}
              data-testid={`admin-answer-${id}`}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <div className="instagram-actions">
            <Button
              type="submit"
              kind="primary"
              disabled={answer.isPending || text.trim() === ''}
              testId={`admin-answer-send-${id}`}
            >
              {t.support.send}
            </Button>
            <Button
              disabled={close.isPending}
              testId={`admin-close-${id}`}
              onClick={() => void close.run({ id }).catch(() => undefined)}
            >
              {t.support.close}
            </Button>
          </div>
        </form>
      )}
    </li>
  )
}
