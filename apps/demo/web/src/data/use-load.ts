import { useCallback, useEffect, useRef, useState } from 'react'
import { toFailure, type Failure } from './failure.ts'

export interface Loaded<T> {
  /** The newest answer; kept while the next one is on its way. */
  data: T | null
  failure: Failure | null
  loading: boolean
  reload: () => void
}

interface Answer<T> {
  key: string
  data: T | null
  failure: Failure | null
}

/** Loads when `key` changes and on `reload`. An answer that was overtaken is thrown away. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ key: '', data: null, failure: null })
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load
  const roundKey = `${round}|${key}`

  useEffect(() => {
    let overtaken = false
    latest.current().then(
      (data) => {
        if (!overtaken) setAnswer({ key: roundKey, data, failure: null })
      },
      (error: unknown) => {
        if (!overtaken) setAnswer((before) => ({ key: roundKey, data: before.data, failure: toFailure(error) }))
      },
    )
    return () => {
      overtaken = true
    }
  }, [roundKey])

  const reload = useCallback(() => setRound((before) => before + 1), [])
  const loading = answer.key !== roundKey
  return { data: answer.data, failure: loading ? null : answer.failure, loading, reload }
}
