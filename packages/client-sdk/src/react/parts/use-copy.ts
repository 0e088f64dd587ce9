import { useState } from 'react'

/** Copies a text, and says whether that was done. */
export function useCopy(text: () => string): { isCopied: boolean; copy: () => void } {
  const [isCopied, setIsCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
      setIsCopied(true)
    } catch {
      // Without the permission the text can still be copied by hand.
      setIsCopied(false)
    }
  }
  return { isCopied, copy: () => void copy() }
}
