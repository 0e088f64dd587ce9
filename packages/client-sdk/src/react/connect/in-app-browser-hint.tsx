import { useState, useSyncExternalStore } from 'react'
import { detectInAppBrowser } from '../../connect/in-app-browser.ts'
import { useInstagramContext } from '../data/context.ts'
import { InfoIcon } from '../parts/icons.tsx'

const never = () => () => {}

/** Inside another app's browser a login at Instagram can get lost: says how to open this page in a real one. */
export function InAppBrowserHint() {
  const { t } = useInstagramContext()
  const [copied, setCopied] = useState(false)
  const isInApp = useSyncExternalStore(
    never,
    () => detectInAppBrowser() !== null,
    () => false,
  )
  if (!isInApp) return null

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href)
      setCopied(true)
    } catch {
      // Without the permission the address can still be copied by hand.
      setCopied(false)
    }
  }

  return (
    <div className="instagram-banner instagram-banner-warn" data-testid="in-app-browser">
      <span className="instagram-banner-icon">
        <InfoIcon />
      </span>
      <div className="instagram-banner-text">
        <strong>{t.inApp.title}</strong>
        <span>{t.inApp.lead}</span>
      </div>
      <button type="button" className="instagram-button instagram-button-secondary" onClick={() => void copy()}>
        {t.inApp.copy}
      </button>
      <span role="status">{copied ? t.errors.copied : ''}</span>
    </div>
  )
}
