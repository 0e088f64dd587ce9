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
    create: 'Set goal',
    remove: 'Remove',
    removeOf: (metric, day) => `Remove the goal: ${metric} by ${day}`,
    perDay: (metric) => `${metric} per day`,
    line: (value, amount, day) => `${value} of ${amount} by ${day}`,
    pace: (projected, low, high) => `At this pace: ${projected} (probably between ${low} and ${high})`,
    needed: (perDay) => `${perDay} a day needed`,
    provisional: (_count, days) => `${days} may still change`,
  },
  overview: { title: 'All accounts', account: 'Account', change: 'Change' },
  benchmark: {
    title: 'Among accounts of your size',
    compared: {
      engagementRate: 'Engagement rate',
      reachPerFollower: 'Reach per follower',
      followersGrowthPercent: 'Growth of followers',
      postsPerWeek: 'Posts a week',
    },
    above: (percent, margin) => `above ${percent} of the accounts (±${margin})`,
    note: (accounts, first, last) =>
      `About ${accounts} accounts, ${first} to ${last}. The numbers are changed a little, so that nobody can be identified.`,
  },
}
