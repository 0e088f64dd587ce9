/** @jsxImportSource #own */
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useBenchmarkChoice, useSetBenchmark } from '../hooks/user.ts'
import { Check, ErrorPanel } from '../parts/index.ts'

/** Whether the user's accounts are counted in comparisons; not there where the server compares none. */
export function BenchmarkCheck() {
  const { t } = useInstagramContext()
  const { data } = useBenchmarkChoice()
  const change = useSetBenchmark()
  const [isCounted, setIsCounted] = useState(true)
  if (!data?.isOn) return null
  const choose = (wanted: boolean) => {
    setIsCounted(wanted)
    change.run({ isOptedOut: !wanted }).catch(() => undefined)
  }
  return (
    <>
      <Check
        // What was chosen stands until the server has said what is kept.
        checked={change.isPending ? isCounted : !data.isOptedOut}
        onChange={choose}
        testId="benchmark-choice"
        hint={t.settings.compareHint}
      >
        {t.settings.compare}
      </Check>
      {change.error !== null && <ErrorPanel failure={toFailure(change.error)} onRetry={() => choose(isCounted)} />}
    </>
  )
}
