import type { FunnelMessages } from './funnel-texts.pt-br.ts'

export const funnelEn: FunnelMessages = {
  title: 'How people connect',
  range: 'Period',
  days: { 7: '7 days', 30: '30 days', 90: '90 days' },
  empty: 'Nobody began to connect in this period.',
  step: 'Step',
  count: 'People',
  conversion: 'Of the step before',
  fromStart: 'Of the start',
  median: 'Median',
  slowest: '9 of 10 within',
  seconds: (seconds) => `${seconds} s`,
  steps: {
    started: 'Started',
    redirected: 'Went to Instagram',
    returned: 'Came back',
    exchanged: 'Code accepted',
    validated: 'Account checked',
    connected: 'Connected',
  },
  ended: (cancelled, failed) => `${cancelled} gave up at Instagram, ${failed} failed.`,
  reconnects: (people, connected) =>
    `Only first connections are counted here. People who had connected before and began again: ${people}, of whom ${connected} connected.`,
  reasons: 'Reasons',
  noReasons: 'No failure in this period.',
  byDay: 'By day',
  day: 'Day',
  connected: 'Connected',
  cancelled: 'Gave up',
  failed: 'Failed',
  texts: 'Comparison of texts',
  variant: 'Text',
  people: 'People',
  verdicts: {
    too_few_people(missing) {
      if (missing === '0') return 'Nothing can be said yet: too few connected, or too few did not.'
      return `Nothing can be said yet: ${missing === '1' ? '1 more person is' : `${missing} more people are`} needed.`
    },
    no_difference: () => 'The texts show no difference.',
    difference: () => 'The texts differ, and chance explains it in fewer than 5 of 100 cases.',
  },
}
