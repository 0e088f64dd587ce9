/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Menu, MoreIcon } from '../parts/index.ts'

export interface AccountMenuProps {
  onShare: () => void
  onTour: () => void
  onReconnect: () => void
  onConnectAnother: () => void
  /** `null` when there is nothing left to disconnect. */
  onDisconnect: (() => void) | null
}

/** The rarer things to do with an account. */
export function AccountMenu({ onShare, onTour, onReconnect, onConnectAnother, onDisconnect }: AccountMenuProps) {
  const { t } = useInstagramContext()
  const items = [
    { name: 'share-menu', text: t.share.menu, act: onShare },
    { name: 'tour', text: t.tour.begin, act: onTour },
    { name: 'reconnect', text: t.header.reconnect, act: onReconnect },
    { name: 'connect-another', text: t.header.connectAnother, act: onConnectAnother },
    { name: 'disconnect', text: t.header.disconnect, act: onDisconnect, className: 'instagram-menu-danger' },
  ]
  return (
    <Menu label={t.header.menu} face={<MoreIcon />} testId="account-menu">
      {(close) => (
        <ul>
          {items.map(({ name, text, act, className }) =>
            act === null ? null : (
              <li key={name}>
                <button
                  type="button"
                  className={className}
                  data-testid={name}
                  onClick={() => {
                    close()
                    act()
                  }}
                >
                  {text}
                </button>
              </li>
            ),
          )}
        </ul>
      )}
    </Menu>
  )
}
