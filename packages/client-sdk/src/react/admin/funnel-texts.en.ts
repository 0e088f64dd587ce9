import type { FunnelMessages } from './funnel-texts.pt-br.ts'

export const funnelEn: FunnelMessages = {
  title: 'How people connect',
  range: 'Period',
  days: { 7: '7 days', 30: '30 days', 90: '90 days' },
  empty: 'Nobody began to connect in this period.',
  seconds: (seconds) => `${seconds} s`,
  steps: {
    started: 'Started',
    redirected: 'Went to Instagram',
    returned: 'Came back',
    exchanged: 'Code accepted',
    validated: 'Account checked',
    connected: 'Connected',
  },
  lost: (count, text) => (count === 1 ? '1 stopped here' : `${text} stopped here`),
  ofStart: (percent) => `${percent} of those who started`,
  within: (median, slowest) => `half within ${median}, 9 of 10 within ${slowest}`,
  ended: 'How it ended for those who did not connect',
  gaveUp: 'Gave up at Instagram',
  broke: 'Failed',
  away: 'Did not come back',
  events: 'See the events',
  reconnects: (people, connected) =>
    `Only first connections are counted here. People who had connected before and began again: ${people}, of whom ${connected} connected.`,
  placement: 'Place of the button',
  everywhere: 'All',
  placements: 'By place of the button',
  noPlacement: 'without a name',
  users: (count, text) => (count === 1 ? '1 person' : `${text} people`),
  reasons: 'Why they stopped',
  noReasons: 'No failure in this period.',
  byDay: 'By day',
  quietDays: (count, text) =>
    count === 1 ? 'On the other day nobody started.' : `On the other ${text} days nobody started.`,
  day: 'Day',
  connected: 'Connected',
  cancelled: 'Gave up',
  failed: 'Failed',
  texts: 'Comparison of texts',
  variant: (letter) => `Text ${letter}`,
  connectedOf: (connected, people) => `${connected} of ${people} connected`,
  nobodyYet: 'nobody has seen it yet',
  verdicts: {
    too_few_people(missing) {
      if (missing === '0') return 'Nothing can be said yet: too few connected, or too few did not.'
      return `Nothing can be said yet: ${missing === '1' ? '1 more person is' : `${missing} more people are`} needed.`
    },
    no_difference: () => 'The texts show no difference.',
    difference: () => 'The texts differ, and chance explains it in fewer than 5 of 100 cases.',
  },
}
