/** @jsxImportSource #own */
import type { SupportTicket } from '@instagram-dashboard/server/contract'
import type { ReactNode } from 'react'
import type { InstagramList } from '../data/index.ts'
import { LoadedList, MoreButton } from '../parts/index.ts'

interface TicketsProps<Ticket, Page> {
  list: InstagramList<Ticket, Page>
  empty: string
  testId: string
  children: (ticket: Ticket) => ReactNode
}

/** A list of questions, the user's own or all of them. */
export function Tickets<Ticket, Page>({ list, empty, testId, children }: TicketsProps<Ticket, Page>) {
  return (
    <>
      <LoadedList list={list} skeleton="line" empty={empty}>
        {(items) => <ul className="instagram-tickets">{items.map(children)}</ul>}
      </LoadedList>
      <MoreButton list={list} testId={testId} />
    </>
  )
}

type Ticket = Pick<SupportTicket, 'subject' | 'status' | 'message' | 'answer'>

export function TicketTitle({ ticket: { subject, status }, text }: { ticket: Ticket; text: string }) {
  return (
    <p>
      <strong>{subject}</strong> <span className={`instagram-badge instagram-badge-${status}`}>{text}</span>
    </p>
  )
}

/** The question, unless its title says all of it. */
export function TicketMessage({ ticket: { subject, message } }: { ticket: Ticket }) {
  return message === subject ? null : <p className="instagram-ticket-text">{message}</p>
}

export function TicketAnswer({ ticket: { answer }, title }: { ticket: Ticket; title: string }) {
  if (answer === null) return null
  return (
    <blockquote className="instagram-answer">
      <strong>{title}</strong>
      <p className="instagram-ticket-text">{answer}</p>
    </blockquote>
  )
}
