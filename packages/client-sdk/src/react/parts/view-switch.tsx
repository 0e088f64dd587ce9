import { useInstagramContext } from '../data/context.ts'

export type View = 'chart' | 'table'

/** Every chart can be read as a table. */
export function ViewSwitch({ view, onChange, testId }: { view: View; onChange: (view: View) => void; testId: string }) {
  const { t } = useInstagramContext()
  return (
    <button
      type="button"
      className="instagram-button instagram-button-quiet"
      data-testid={testId}
      onClick={() => onChange(view === 'chart' ? 'table' : 'chart')}
    >
      {view === 'chart' ? t.timeline.table : t.timeline.chart}
    </button>
  )
}
