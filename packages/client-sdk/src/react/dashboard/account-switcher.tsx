/** @jsxImportSource #own */
import { lazy, Suspense, useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { Button, ChevronIcon, Dialog, PeopleIcon, Skeleton } from '../parts/index.ts'
import type { OverviewProps } from './overview.tsx'

/** Comes when it is opened. */
const Overview = lazy(async () => ({ default: (await import('./overview.tsx')).Overview }))

/** The way to the other accounts of a user who has several. */
export function AccountSwitcher({ accounts, onChoose, ...shown }: OverviewProps) {
  const { t, format } = useInstagramContext()
  const [isOpen, setIsOpen] = useState(false)
  if (accounts.length < 2) return null
  const close = () => setIsOpen(false)
  return (
    <>
      <Button
        look="switcher"
        aria-label={t.overview.open(format.number(accounts.length))}
        aria-expanded={isOpen}
        testId="account-switcher"
        onClick={() => setIsOpen(true)}
      >
        <PeopleIcon />
        <span aria-hidden="true">{format.number(accounts.length)}</span>
        <ChevronIcon />
      </Button>
      {isOpen && (
        <Dialog title={t.overview.title} onClose={close}>
          <Suspense fallback={<Skeleton kind="line" />}>
            <Overview
              {...shown}
              accounts={accounts}
              onChoose={(id) => {
                close()
                onChoose(id)
              }}
            />
          </Suspense>
          <div className="instagram-dialog-actions">
            <Button onClick={close}>{t.overview.close}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
