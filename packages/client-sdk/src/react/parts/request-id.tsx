import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'

/** The code that lets support find this very request. */
export function RequestId({ requestId }: { requestId: string }) {
  const { t } = useInstagramContext()
  const [copied, setCopied] = useState(false)

  async function copy() {
    try {
      await navigator.clipboard.writeText(requestId)
      setCopied(true)
    } catch {
      // Without the permission the code can still be selected by hand.
      setCopied(false)
    }
  }

  return (
    <div className="instagram-request-id">
      <p>{t.errors.support}</p>
      <code>{requestId}</code>
      <button type="button" className="instagram-button instagram-button-quiet" onClick={() => void copy()}>
        {t.errors.copy}
      </button>
      <span role="status">{copied ? t.errors.copied : ''}</span>
    </div>
  )
}
