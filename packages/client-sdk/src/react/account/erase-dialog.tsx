/** @jsxImportSource #own */
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useErase } from '../hooks/user.ts'
import { Button, Check, Dialog, ErrorPanel } from '../parts/index.ts'

/** Asks once more before everything goes. */
export function EraseDialog({ onClose, onErased }: { onClose: () => void; onErased: () => void }) {
  const { t } = useInstagramContext()
  const erase = useErase()
  const [understood, setUnderstood] = useState(false)
  return (
    <Dialog title={t.settings.eraseTitle} onClose={onClose}>
      <p>{t.settings.eraseWarning}</p>
      <Check checked={understood} onChange={setUnderstood} testId="erase-understood">
        {t.settings.eraseUnderstood}
      </Check>
      {erase.error !== null && <ErrorPanel failure={toFailure(erase.error)} onRetry={erase.reset} />}
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.settings.keep}</Button>
        <Button
          kind="danger"
          disabled={!understood || erase.isPending}
          testId="erase-confirm"
          onClick={() => void erase.run().then(onErased, () => undefined)}
        >
          {t.settings.erase}
        </Button>
      </div>
    </Dialog>
  )
}
