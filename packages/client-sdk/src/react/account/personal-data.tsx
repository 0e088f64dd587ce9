/** @jsxImportSource #own */
import { useState } from 'react'
import { downloadFile } from '../charts/download.ts'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { usePrivacyExport } from '../hooks/user.ts'
import { Button, Card, ErrorPanel } from '../parts/index.ts'
import { BenchmarkCheck } from './benchmark-check.tsx'
import { EraseDialog } from './erase-dialog.tsx'

/** Everything that is held on the user: as a file, and the way to have it erased. */
export function PersonalData({ onErased }: { onErased: (() => void) | undefined }) {
  const { t } = useInstagramContext()
  const file = usePrivacyExport()
  const [erasing, setErasing] = useState(false)
  const save = () =>
    file.run().then(
      ({ fileName: name, data }) =>
        downloadFile({ name, type: 'application/json', content: JSON.stringify(data, null, 2) }),
      () => undefined,
    )
  return (
    <Card title={t.settings.privacy} testId="privacy">
      <p>{t.settings.exportLead}</p>
      <div className="instagram-actions">
        <Button disabled={file.isPending} testId="privacy-export" onClick={() => void save()}>
          {t.settings.export}
        </Button>
      </div>
      {file.error !== null && <ErrorPanel failure={toFailure(file.error)} onRetry={file.reset} />}
      <BenchmarkCheck />
      <p>{t.settings.eraseLead}</p>
      <div className="instagram-actions">
        <Button kind="danger" testId="erase" onClick={() => setErasing(true)}>
          {t.settings.erase}
        </Button>
      </div>
      {erasing && (
        <EraseDialog
          onClose={() => setErasing(false)}
          onErased={() => {
            setErasing(false)
            onErased?.()
          }}
        />
      )}
    </Card>
  )
}
