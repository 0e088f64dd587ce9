import { setImmediate as nextTurn } from 'node:timers/promises'

// So long may statements follow one another before everybody else's answers are let by.
const longestTurnMs = 3

/**
 * SQLite answers at once, and whoever awaits an answer that is there already goes on at once: a loop over pages would
 * keep the whole process until its last page. This says when such a loop has had its turn.
 */
export interface FairTurns {
  /** Whether the present turn of the event loop has lasted long enough. Cheap: asked before each statement. */
  isOver(): boolean
  /** Resolves in another turn of the event loop, after what was waiting for one. */
  next(): Promise<void>
}

export function makeFairTurns(): FairTurns {
  let began: number | undefined
  const forget = () => {
    began = undefined
  }
  return {
    isOver() {
      const now = performance.now()
      if (began !== undefined) return now - began > longestTurnMs
      began = now
      setImmediate(forget)
      return false
    },
    next: () => nextTurn(),
  }
}
