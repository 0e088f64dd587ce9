import type { AuditEvent } from '@instagram-dashboard/server/contract'
import type { Format } from '../texts/format.ts'
import type { EventFacts } from './event-facts.ts'
import { nameReason } from './reasons.ts'
import type { AdminMessages } from './texts.pt-br.ts'

/** An event as a sentence in the reader's language. */
export function describeEvent(event: AuditEvent, t: AdminMessages, format: Format): string {
  return t.audit.sentences[event.type](factsOf(event, t, format))
}

function factsOf(event: AuditEvent, t: AdminMessages, format: Format): EventFacts {
  const { data, actor, userId, username } = event
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '')
  const several = (name: string) => (Array.isArray(data[name]) ? data[name].map(String) : [])
  const count = (name: string) => (typeof data[name] === 'number' ? data[name] : 0)
  const size = (name: string) => several(name).length
  const called = username ?? text('username')
  const why = [text('reason'), text('code'), text('cause')].find((word) => word !== '') ?? ''
  return {
    by: nameActor(actor, t),
    account: called === '' ? t.audit.anAccount : `@${called}`,
    person: userId ?? t.audit.by.nobody,
    reason: why === '' ? '' : nameReason(why, t.reasons),
    text,
    is: (name) => data[name] === true,
    count,
    size,
    number: (name) => format.number(Array.isArray(data[name]) ? size(name) : count(name)),
    list: (name) => several(name).join(', '),
    day: (name) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? format.day(text(name)) : text(name)),
  }
}

function nameActor({ kind, userId }: AuditEvent['actor'], { audit: { by } }: AdminMessages): string {
  if (kind === 'system') return by.system
  const id = userId ?? by.nobody
  return kind === 'admin' ? by.admin(id) : id
}
