import type { Question } from './questions.ts'

export const questionsEn: readonly Question[] = [
  {
    question: 'Why is a number here not the one that I see in the Instagram app?',
    answer:
      'Nearly always it is the period: the app shows the last 7 or 30 days up to now, and here each day is counted whole, as Instagram closes it. The ⓘ beside each number has the reasons that apply to it.',
  },
  {
    question: 'When does a day begin and end?',
    answer:
      'Instagram turns the day at midnight in California: 4 or 5 in the morning in Brazil, depending on daylight saving time there. What you post late at night may belong to the day before.',
  },
  {
    question: 'Why can some days “still change”?',
    answer:
      'Instagram takes up to three days to close a number. Until then it may go up or down a little; in the chart those days stand on shaded ground. After that it does not change any more.',
  },
  {
    question: 'Why is today not there?',
    answer: 'Half a day would look like a fall. Periods end yesterday, on Instagram’s last whole day.',
  },
  {
    question: 'What is “my average” of posts?',
    answer:
      'The average of your own posts of the same kind (reels with reels, carousels with carousels) that are older than seven days. With fewer than five posts of a kind there is no average yet.',
  },
  {
    question: 'How do you know why a number changed?',
    answer:
      'We hold each period against the normal ups and downs of your account. Only what goes beyond them is called a change, and each card shows how it was worked out. A cause is always the likeliest one, never a certainty.',
  },
  {
    question: 'Why is the reach of a period not the sum of its days?',
    answer:
      'Whoever saw you on Monday and on Tuesday was reached on both days and is one person. So the average per day is shown; where Instagram tells it, also how many different people the whole period reached.',
  },
  {
    question: 'Why is my audience empty?',
    answer:
      'Instagram tells age, gender and place from 100 followers on, and only of the larger groups. After you connect, the audience comes within minutes.',
  },
  {
    question: 'Why can I not update again right now?',
    answer:
      'Instagram limits how many questions an account may ask in an hour, so there is a pause between two updates. Apart from that everything is updated by itself each night.',
  },
  {
    question: 'Do numbers from before I connected show up?',
    answer:
      'Yes, as far back as Instagram keeps them: about two years of most numbers, a month of followers gained and lost. Earlier totals of followers can be brought along from a file, in the account settings.',
  },
  {
    question: 'Can you post or read my messages?',
    answer:
      'No. The permission is to read your profile and its statistics, and nothing else. You can disconnect whenever you want, and delete all that was kept.',
  },
]
