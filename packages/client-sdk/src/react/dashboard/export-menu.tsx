/** @jsxImportSource #own */
import type { ExportDataset } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { downloadFile } from '../charts/download.ts'
import { type DayRange, toFailure, useInstagramContext } from '../data/index.ts'
import { useMetricsExport } from '../hooks/metrics.ts'
import { Button, ErrorPanel, Select } from '../parts/index.ts'

const datasets = ['days', 'growth', 'posts', 'stories'] as const satisfies readonly ExportDataset[]
const formats = ['csv', 'xlsx', 'json'] as const

/** The numbers of the period as a file, for the spreadsheets of the user's language. */
export function ExportMenu({ accountId, range }: { accountId: string; range: DayRange }) {
  const { t } = useInstagramContext()
  const [dataset, setDataset] = useState<(typeof datasets)[number]>('days')
  const file = useMetricsExport()
  const save = (format: (typeof formats)[number]) =>
    file.run({ format, dataset, accountId, ...range }).then(
      ({ fileName: name, contentType: type, encoding, content }) =>
        downloadFile({ name, type, content: encoding === 'base64' ? fromBase64(content) : content }),
      () => undefined,
    )
  const options = datasets.map((name) => [name, t.export.datasets[name]] as const)
  return (
    <div className="instagram-export">
      <span>{t.export.title}</span>
      <Select label={t.export.what} value={dataset} options={options} onChange={setDataset} testId="export-dataset" />
      {formats.map((format) => (
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

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
