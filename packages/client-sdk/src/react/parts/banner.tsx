/** @jsxImportSource #own */
import { type BannerProps, useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'
import { CrossIcon } from './icons.tsx'
import { replaceable } from './replaceable.tsx'

/** One calm line above the numbers. Screen readers announce it without losing their place. */
function OurBanner({ tone, icon, title, children, action, onClose, testId }: BannerProps) {
  const { t } = useInstagramContext()
  return (
    <div className={`instagram-banner instagram-banner-${tone}`} role="status" data-testid={testId}>
      <span className="instagram-banner-icon">{icon}</span>
      <div className="instagram-banner-text">
        {title !== undefined && <strong>{title}</strong>}
        <span>{children}</span>
      </div>
      {action}
      {onClose !== undefined && (
        <Button kind="quiet" look="button-icon" aria-label={t.welcome.close} onClick={onClose}>
          <CrossIcon />
        </Button>
      )}
    </div>
  )
}

export const Banner = replaceable('Banner', OurBanner)
