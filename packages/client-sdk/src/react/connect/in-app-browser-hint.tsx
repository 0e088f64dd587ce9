/** @jsxImportSource #own */
import { useSyncExternalStore } from 'react'
import { detectInAppBrowser } from '../../connect/in-app-browser.ts'
import { useInstagramContext } from '../data/index.ts'
import { Button, InfoIcon, useCopy } from '../parts/index.ts'

const never = () => () => {}

/** Inside another app's browser a login at Instagram can get lost: says how to open this page in a real one. */
export function InAppBrowserHint() {
  const { t } = useInstagramContext()
  const { isCopied, copy } = useCopy(() => location.href)
  const isInApp = useSyncExternalStore(
    never,
    () => detectInAppBrowser() !== null,
    () => false,
  )
  if (!isInApp) return null
  return (
    <div className="instagram-banner instagram-banner-warn" data-testid="in-app-browser">
      <span className="instagram-banner-icon">
        <InfoIcon />
      </span>
      <div className="instagram-banner-text">
        <strong>{t.inApp.title}</strong>
        <span>{t.inApp.lead}</span>
      </div>
      <Button onClick={copy}>{t.inApp.copy}</Button>
      <span role="status">{isCopied ? t.errors.copied : ''}</span>
    </div>
  )
}
