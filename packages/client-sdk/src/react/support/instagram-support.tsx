import { useState, type SubmitEvent } from 'react'
import type { SupportTicket } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useCreateSupportTicket, useSupportContext, useSupportTickets } from '../hooks/user.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Root } from '../parts/root.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

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
        <section className="instagram-card" aria-labelledby="instagram-tickets-title" data-testid="tickets">
          <div className="instagram-card-head">
            <h2 id="instagram-tickets-title">{t.support.mine}</h2>
          </div>
          {tickets.error !== null && tickets.pages === undefined ? (
            <ErrorPanel failure={toFailure(tickets.error)} onRetry={() => void tickets.refetch()} />
          ) : tickets.isPending ? (
            <Skeleton kind="line" />
          ) : tickets.items.length === 0 ? (
            <p className="instagram-card-note">{t.support.none}</p>
          ) : (
            <ul className="instagram-tickets">
              {tickets.items.map((ticket) => (
                <Ticket key={ticket.id} ticket={ticket} />
              ))}
            </ul>
          )}
          <MoreButton list={tickets} testId="tickets-more" />
        </section>
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
    <section className="instagram-card" aria-labelledby="instagram-support-title" data-testid="support">
      <div className="instagram-card-head">
        <h2 id="instagram-support-title">{t.support.title}</h2>
      </div>
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
          <button
            type="submit"
            className="instagram-button instagram-button-primary"
            disabled={create.isPending || message.trim() === ''}
            data-testid="support-send"
          >
            {t.support.send}
          </button>
          <span role="status">{isSent && !create.isPending ? t.support.sent : ''}</span>
        </div>
      </form>
    </section>
  )
}

function Ticket({ ticket }: { ticket: SupportTicket }) {
  const { t, format } = useInstagramContext()
  return (
    <li data-testid="ticket">
      <p>
        <strong>{ticket.subject}</strong>{' '}
        <span className={`instagram-badge instagram-badge-${ticket.status}`}>{t.support.status[ticket.status]}</span>
      </p>
      {ticket.message !== ticket.subject && <p className="instagram-ticket-text">{ticket.message}</p>}
      <p className="instagram-card-note">{format.instantDay(ticket.createdAt)}</p>
      {ticket.answer !== null && (
        <blockquote className="instagram-answer">
          <strong>{t.support.answer}</strong>
          <p className="instagram-ticket-text">{ticket.answer}</p>
        </blockquote>
      )}
    </li>
  )
}
