import type { SupportTicket } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useCreateSupportTicket, useSupportContext, useSupportTickets } from '../hooks/user.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { Root } from '../parts/root.tsx'
import { TicketAnswer, TicketMessage, Tickets, TicketTitle } from './tickets.tsx'

const longestSubject = 120
const longestMessage = 5_000

/** Asking for help, with what is sent along shown before, and the answers. */
export function InstagramSupport() {
  const { t } = useInstagramContext()
  const tickets = useSupportTickets()
  return (
    <Root contained>
      <div className="instagram-stack">
        <Question />
        <Card title={t.support.mine} testId="tickets">
          <Tickets list={tickets} empty={t.support.none} testId="tickets-more">
            {(ticket) => <Ticket key={ticket.id} ticket={ticket} />}
          </Tickets>
        </Card>
      </div>
    </Root>
  )
}

function Question() {
  const { t } = useInstagramContext()
  const create = useCreateSupportTicket()
  const context = useSupportContext()
  const [subject, setSubject] = useState('')
  const [message, setMessage] = useState('')
  const [includeContext, setIncludeContext] = useState(true)
  const [isSent, setIsSent] = useState(false)

  function send(event: SubmitEvent) {
    event.preventDefault()
    const title = subject.trim()
    create.run({ message, includeContext, ...(title === '' ? {} : { subject: title }) }).then(
      () => {
        setSubject('')
        setMessage('')
        setIsSent(true)
      },
      () => setIsSent(false),
    )
  }

  return (
    <Card title={t.support.title} testId="support">
      <form className="instagram-form" onSubmit={send}>
        <label className="instagram-field">
          {t.support.subject}
          <input
            value={subject}
            maxLength={longestSubject}
            data-testid="support-subject"
            onChange={(event) => setSubject(event.target.value)}
          />
        </label>
        <label className="instagram-field">
          {t.support.message}
          <textarea
            value={message}
            rows={5}
            required
            maxLength={longestMessage}
            data-testid="support-message"
            onChange={(event) => setMessage(event.target.value)}
          />
        </label>
        <label className="instagram-check">
          <input
            type="checkbox"
            checked={includeContext}
            data-testid="support-include"
            onChange={(event) => setIncludeContext(event.target.checked)}
          />
          <span>
            {t.support.include}
            <small>{t.support.includeHint}</small>
          </span>
        </label>
        {includeContext && context.data !== undefined && (
          <details className="instagram-details">
            <summary>{t.support.show}</summary>
            <pre tabIndex={0} data-testid="support-context">
              {JSON.stringify(context.data, null, 2)}
            </pre>
          </details>
        )}
        {create.error !== null && <ErrorPanel failure={toFailure(create.error)} onRetry={create.reset} />}
        <div className="instagram-actions">
          <Button
            type="submit"
            kind="primary"
            disabled={create.isPending || message.trim() === ''}
            testId="support-send"
          >
            {t.support.send}
          </Button>
          <span role="status">{isSent && !create.isPending ? t.support.sent : ''}</span>
        </div>
      </form>
    </Card>
  )
}

function Ticket({ ticket }: { ticket: SupportTicket }) {
  const { t, format } = useInstagramContext()
  return (
    <li data-testid="ticket">
      <TicketTitle ticket={ticket} text={t.support.status[ticket.status]} />
      <TicketMessage ticket={ticket} />
      <p className="instagram-card-note">{format.instantDay(ticket.createdAt)}</p>
      <TicketAnswer ticket={ticket} title={t.support.answer} />
    </li>
  )
}
