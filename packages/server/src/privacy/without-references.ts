/**
 * Rows as they stand in a user's own file: without what the event log and the ledger of credits know their rows by. A
 * file that is kept would else name the user there again when they are erased. Ids of accounts stay: they are how the
 * user and the host tell accounts apart.
 */
export const withoutReferences = {
  events: without('mac', 'sequence', 'requestId', 'personRef', 'actorRef', 'sealedPersonal'),
  achievements: without('id', 'personRef', 'eventSequence'),
  credits: without('id', 'ledgerAccount', 'transactionId', 'eventSequence'),
  notifications: without('id', 'eventSequence', 'dedupeKey'),
  syncRuns: without('id'),
  supportTickets: without('id'),
}

function without<const Name extends string>(...names: Name[]) {
  return <Row extends object>(row: Row): Omit<Row, Name> => {
    const kept = Object.entries(row).filter(([name]) => !names.some((left) => left === name))
    // The same row without those names.
    return Object.fromEntries(kept) as Omit<Row, Name>
  }
}

/** Facts of an event or a notification without the ids by which it is told from others: of a run, an achievement, a question. */
export function withoutIds(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !name.endsWith('Id')))
}

/** What a question took along, without where to look in the log. */
export function contextWithoutReferences(context: unknown): unknown {
  if (typeof context !== 'object' || context === null) return context
  const { events, ...rest } = context as { events?: unknown }
  if (!Array.isArray(events)) return rest
  return { ...rest, events: events.map((event) => ({ ...(event as object), requestId: null })) }
}
