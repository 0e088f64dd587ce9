/** @jsxImportSource #own */
import { downloadFile } from '../charts/download.ts'
import { type DayRange, toFailure, useInstagramContext } from '../data/index.ts'
import { useMetricsExport } from '../hooks/metrics.ts'
import { Button, ErrorPanel } from '../parts/index.ts'

/** The numbers of the period as a file. */
export function ExportMenu({ accountId, range }: { accountId: string; range: DayRange }) {
  const { t } = useInstagramContext()
  const file = useMetricsExport()
  const save = (format: 'csv' | 'json') =>
    file.run({ format, accountId, ...range }).then(
      ({ fileName: name, contentType: type, content }) => downloadFile({ name, type, content }),
      () => undefined,
    )
  return (
    <div className="instagram-export">
      <span>{t.export.title}</span>
      {(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          disabled={file.isPending}
          aria-label={t.export.as(format.toUpperCase())}
          testId={`export-${format}`}
          onClick={() => void save(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
      {file.error !== null && <ErrorPanel failure={toFailure(file.error)} onRetry={file.reset} />}
    </div>
  )
}
