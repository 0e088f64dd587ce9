import type { AdminSupportTicket } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAdminAnswer, useAdminClose, useAdminSupport } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useAdminTexts } from './texts.ts'

const statuses = ['open', 'answered', 'closed'] as const

/** What people asked, and the answers to it. */
export function SupportScreen() {
  const t = useAdminTexts()
  const [status, setStatus] = useState<(typeof statuses)[number] | undefined>('open')
  const tickets = useAdminSupport({ status })
  return (
    <section className="instagram-card" data-testid="admin-tickets" aria-labelledby="instagram-admin-tickets-title">
      <div className="instagram-card-head">
        <h2 id="instagram-admin-tickets-title">{t.support.title}</h2>
        <label className="instagram-select">
          <span className="instagram-visually-hidden">{t.support.status}</span>
          <select
            value={status ?? ''}
            data-testid="admin-tickets-status"
            onChange={(event) => setStatus(statuses.find((name) => name === event.target.value))}
          >
            <option value="">{t.support.every}</option>
            {statuses.map((name) => (
              <option key={name} value={name}>
                {t.support.statuses[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {tickets.error !== null && tickets.pages === undefined ? (
        <ErrorPanel failure={toFailure(tickets.error)} onRetry={() => void tickets.refetch()} />
      ) : tickets.isPending ? (
        <Skeleton kind="line" />
      ) : tickets.items.length === 0 ? (
        <p className="instagram-card-note">{t.support.empty}</p>
      ) : (
        <ul className="instagram-tickets">
          {tickets.items.map((ticket) => (
            <Ticket key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
      <MoreButton list={tickets} testId="admin-tickets-more" />
    </section>
  )
}

function Ticket({ ticket }: { ticket: AdminSupportTicket }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const answer = useAdminAnswer()
  const close = useAdminClose()
  const [text, setText] = useState('')
  const failure = answer.error ?? close.error
  const { id, subject, message, status, userId, createdAt, context } = ticket

  function send(event: SubmitEvent) {
    event.preventDefault()
    answer.run({ id, answer: text }).then(
      () => setText(''),
      () => undefined,
    )
  }

  return (
    <li data-testid={`admin-ticket-${id}`}>
      <p>
        <strong>{subject}</strong>{' '}
        <span className={`instagram-badge instagram-badge-${status}`}>{t.support.statuses[status]}</span>
      </p>
      <p className="instagram-card-note">{t.support.from(userId, format.instant(createdAt))}</p>
      {message !== subject && <p className="instagram-ticket-text">{message}</p>}
      {context !== null && (
        <details className="instagram-details">
          <summary>{t.support.context}</summary>
          <pre tabIndex={0}>{JSON.stringify(context, null, 2)}</pre>
        </details>
      )}
      {ticket.answer !== null && (
        <blockquote className="instagram-answer">
          <strong>{t.support.answered}</strong>
          <p className="instagram-ticket-text">{ticket.answer}</p>
        </blockquote>
      )}
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
            <button
              type="submit"
              className="instagram-button instagram-button-primary"
              disabled={answer.isPending || text.trim() === ''}
              data-testid={`admin-answer-send-${id}`}
            >
              {t.support.send}
            </button>
            <button
              type="button"
              className="instagram-button instagram-button-secondary"
              disabled={close.isPending}
              data-testid={`admin-close-${id}`}
              onClick={() => void close.run({ id }).catch(() => undefined)}
            >
              {t.support.close}
            </button>
          </div>
        </form>
      )}
    </li>
  )
}
