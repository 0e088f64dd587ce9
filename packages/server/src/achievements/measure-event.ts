import { dayMs } from '../clock/index.ts'
import type { DomainEvent } from '../events/catalogue.ts'
import type { Measure } from './rules.ts'

export function wholeDays(milliseconds: number): number {
  return Math.floor(milliseconds / dayMs)
}

/** What an event shows of each measure; nothing where it shows nothing. @param connectedMs how long the account was connected */
export function measuresOf(
  event: Pick<DomainEvent, 'type' | 'data'>,
  connectedMs: number | null,
): Partial<Record<Measure, number>> {
  const { type, data } = event as DomainEvent
  if (type !== 'connection.completed' && type !== 'sync.completed') return {}
  const followers = data.followers === null ? {} : { followers: data.followers }
  const daysConnected = connectedMs === null ? {} : { daysConnected: wholeDays(connectedMs) }
  if (type === 'connection.completed') return { connections: 1, ...followers, ...daysConnected }
  return {
    ...followers,
    ...daysConnected,
    growthStreakDays: data.growthStreakDays,
    bestDays: data.isBestDay ? 1 : 0,
  }
}
