import { and, asc, desc, gt, gte, lt, lte, or, type Column, type SQL } from 'drizzle-orm'

type Way = 'asc' | 'desc'

/** Before everything that goes up, and after everything that goes down: where a first page begins. */
export const earliest = new Date(0)
export const latest = new Date('9999-01-01T00:00:00Z')

/** The order of a list by two columns, of which the second tells equal ones apart, and what comes after a position. */
export function keyset([first, firstWay]: readonly [Column, Way], [second, secondWay]: readonly [Column, Way]) {
  const isPast = firstWay === 'asc' ? gt : lt
  const isFrom = firstWay === 'asc' ? gte : lte
  const isPastSecond = secondWay === 'asc' ? gt : lt
  return {
    order: [firstWay === 'asc' ? asc(first) : desc(first), secondWay === 'asc' ? asc(second) : desc(second)],
    /** One bound of the first column, so that the index is entered where the page before has ended. */
    after: (value: unknown, tie: unknown): SQL | undefined =>
      and(isFrom(first, value), or(isPast(first, value), isPastSecond(second, tie))),
    /** The other end: up to a position, which is included. */
    upTo: (value: unknown, tie: unknown): SQL | undefined =>
      and(
        firstWay === 'asc' ? lte(first, value) : gte(first, value),
        or(
          firstWay === 'asc' ? lt(first, value) : gt(first, value),
          secondWay === 'asc' ? lte(second, tie) : gte(second, tie),
        ),
      ),
  }
}
