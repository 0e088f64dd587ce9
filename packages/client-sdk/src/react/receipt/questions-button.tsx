/** @jsxImportSource #own */
import type { Locale } from '@instagram-dashboard/server/contract'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { Button } from '../parts/index.ts'
import type { Question } from './questions.ts'

interface QuestionsProps {
  onClose: () => void
}

/** The dialog with the answers of one language: neither is loaded before somebody asks. */
const inLanguage = (load: () => Promise<readonly Question[]>) =>
  lazy(async () => {
    const [{ QuestionsDialog }, questions] = await Promise.all([import('./questions-dialog.tsx'), load()])
    return { default: (props: QuestionsProps) => <QuestionsDialog {...props} questions={questions} /> }
  })

const dialogs: Record<Locale, ComponentType<QuestionsProps>> = {
  'pt-BR': inLanguage(async () => (await import('./questions.pt-br.ts')).questionsPtBR),
  en: inLanguage(async () => (await import('./questions.en.ts')).questionsEn),
}

/** Opens what people ask most about their numbers, with the answers. */
export function QuestionsButton() {
  const { t, locale } = useInstagramContext()
  const [isOpen, setIsOpen] = useState(false)
  const Dialog = dialogs[locale]
  return (
    <>
      <Button kind="quiet" testId="questions" onClick={() => setIsOpen(true)}>
        {t.receipt.questions}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
