/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'
import { useCopy } from './use-copy.ts'

/** The code that lets support find this very request. */
export function RequestId({ requestId }: { requestId: string }) {
  const { t } = useInstagramContext()
  const { isCopied, copy } = useCopy(() => requestId)
  return (
    <div className="instagram-request-id">
      <p>{t.errors.support}</p>
      <code>{requestId}</code>
      <Button kind="quiet" onClick={copy}>
        {t.errors.copy}
      </Button>
      <span role="status">{isCopied ? t.errors.copied : ''}</span>
    </div>
  )
}
