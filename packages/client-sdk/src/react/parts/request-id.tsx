/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'
import { PageLink } from './page-link.tsx'
import { useCopy } from './use-copy.ts'

/** The way to support that carries the code of this very request; without a page for that, the code to copy. */
export function RequestId({ requestId }: { requestId: string }) {
  const { t, pages } = useInstagramContext()
  const { isCopied, copy } = useCopy(() => requestId)
  if (pages.support !== undefined)
    return (
      <PageLink place={{ page: 'support', requestId }} testId="ask-support">
        {t.errors.askSupport}
      </PageLink>
    )
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
