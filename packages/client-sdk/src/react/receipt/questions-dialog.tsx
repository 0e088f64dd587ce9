/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Button, Dialog } from '../parts/index.ts'
import type { Question } from './questions.ts'

interface QuestionsDialogProps {
  questions: readonly Question[]
  onClose: () => void
}

export function QuestionsDialog({ questions, onClose }: QuestionsDialogProps) {
  const { t } = useInstagramContext()
  return (
    <Dialog title={t.receipt.questions} onClose={onClose}>
      <div className="instagram-questions" data-testid="questions-list">
        {questions.map(({ question, answer }) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.receipt.close}</Button>
      </div>
    </Dialog>
  )
}
