/** What somebody asks of their numbers. */
export interface Question {
  question: string
  answer: string
}
