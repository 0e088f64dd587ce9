import type { GoalMessages } from './goals.pt-br.ts'

export const goalsEn: GoalMessages = {
  goals: {
    title: 'Goals',
    states: {
      onTrack: 'On track',
      behind: 'Behind',
      reached: 'Reached',
      missed: 'Missed',
      unknown: 'No pace yet',
    },
    metric: 'What',
    amount: 'How much',
    by: 'By',
    create: 'Set goal',
    remove: 'Remove',
    line: (value, amount, day) => `${value} of ${amount} by ${day}`,
    pace: (projected, low, high) => `At this pace: ${projected} (probably between ${low} and ${high})`,
    needed: (perDay) => `${perDay} a day needed`,
    provisional: (days) => `${days} may still change`,
  },
}
