import type { TourMessages } from './tour.pt-br.ts'

export const tourEn: TourMessages = {
  place: (step, steps) => `Step ${step} of ${steps}`,
  next: 'Next',
  back: 'Back',
  skip: 'Skip',
  done: 'Done',
  steps: {
    lead: {
      title: 'First, what changed',
      text: 'One sentence tells what happened in the period, with the why and what to do. Each card opens its proof.',
    },
    metrics: {
      title: 'One number at a time',
      text: 'Tap a number to see its chart, day by day. On a phone, swipe to the side.',
    },
    range: {
      title: 'You choose the period',
      text: 'A week, a year, any days or since the beginning. Everything below goes along.',
    },
    sections: {
      title: 'Summary, Content, Audience and Hours',
      text: 'What each post did, who follows you and when to publish. The address of the page keeps where you are.',
    },
    notifications: {
      title: 'Only what needs you',
      text: 'The bell counts only what asks you to do something. Once a week you get a digest.',
    },
    fresh: {
      title: 'Always up to date',
      text: 'The numbers come by themselves every night. To see those of now, update here.',
    },
  },
}
