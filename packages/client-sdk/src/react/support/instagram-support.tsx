/** @jsxImportSource #own */
import type { SupportTicket } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useSupportTickets } from '../hooks/user.ts'
import { Card, Root } from '../parts/index.ts'
import { Question } from './question.tsx'
import { TicketAnswer, TicketMessage, Tickets, TicketTitle } from './tickets.tsx'

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
