/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'

export type View = 'chart' | 'table'

/** Every chart can be read as a table. */
export function ViewSwitch({ view, onChange, testId }: { view: View; onChange: (view: View) => void; testId: string }) {
  const { t } = useInstagramContext()
  return (
    <Button kind="quiet" testId={testId} onClick={() => onChange(view === 'chart' ? 'table' : 'chart')}>
      {view === 'chart' ? t.timeline.table : t.timeline.chart}
    </Button>
  )
}
