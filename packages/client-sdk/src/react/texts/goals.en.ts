import type { GoalMessages } from './goals.pt-br.ts'

export const goalsEn: GoalMessages = {
  goals: {
    title: 'Goals',
    states: {
      on_track: 'On track',
      behind: 'Behind',
      reached: 'Reached',
      missed: 'Missed',
      unknown: 'No pace yet',
    },
    metric: 'What',
    amount: 'How much',
    by: 'By',
    create: 'New goal',
    cancel: 'Cancel',
    save: 'Set goal',
    empty: 'Choose a number and a day, and see here whether you are on track.',
    left: (_count, text) => `${text} to go`,
    remove: 'Remove',
    removeOf: (metric, day) => `Remove the goal: ${metric} by ${day}`,
    perDay: (metric) => `${metric} per day`,
    line: (value, amount, day) => `${value} of ${amount} by ${day}`,
    pace: (projected, low, high) => `At this pace: ${projected} (probably between ${low} and ${high})`,
    needed: (perDay) => `${perDay} a day needed`,
    provisional: (_count, days) => `${days} may still change`,
  },
  overview: { title: 'All accounts', account: 'Account', change: 'Change' },
}
