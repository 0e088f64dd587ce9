/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useEffect, useMemo, useRef, useState } from 'react'
import { downloadFile } from '../charts/download.ts'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { Button, Dialog, ErrorPanel } from '../parts/index.ts'
import { type CardFigures, drawCard, toPng } from './draw-card.ts'
import { figuresOf } from './figures-of.ts'

export interface ShareCardProps {
  account: Account
  /** Instagram's day by the server's clock. */
  today: string
  onClose: () => void
}

/** The last thirty days as a picture for stories, 1080 × 1920, to be sent or saved. */
export function ShareCard({ account, today, onClose }: ShareCardProps) {
  const context = useInstagramContext()
  const { t } = context
  const { data, error, refetch } = useDashboard({ accountId: account.id, range: '30', compare: 'previous', today })
  const figures = useMemo(() => data && figuresOf(account, data, context), [account, data, context])
  return (
    <Dialog title={t.share.title} onClose={onClose}>
      <p>{t.share.lead}</p>
      {error !== null && data === undefined && <ErrorPanel failure={toFailure(error)} onRetry={() => void refetch()} />}
      {figures === null && <p data-testid="share-not-yet">{t.share.notYet}</p>}
      {figures === undefined && error === null && <div className="instagram-share-picture instagram-skeleton" />}
      {figures != null && <Picture figures={figures} username={account.username} />}
      <div className="instagram-dialog-actions">
        <Button testId="share-close" onClick={onClose}>
          {t.share.close}
        </Button>
      </div>
    </Dialog>
  )
}

function Picture({ figures, username }: { figures: CardFigures; username: string }) {
  const { t } = useInstagramContext()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isLost, setIsLost] = useState(false)
  const name = t.share.fileName(username)
  useEffect(() => {
    if (canvas.current === null) return
    try {
      drawCard(canvas.current, figures)
    } catch {
      setIsLost(true)
    }
  }, [figures])

  async function give(way: 'save' | 'send') {
    try {
      if (canvas.current === null) return
      const content = await toPng(canvas.current)
      if (way === 'save') {
        downloadFile({ name, type: 'image/png', content })
        return
      }
      await navigator.share({ files: [new File([content], name, { type: 'image/png' })], title: t.share.title })
    } catch (error) {
      // Closing the system's sheet is a choice.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setIsLost(true)
    }
  }

  return (
    <>
      <canvas
        ref={canvas}
        className="instagram-share-picture"
        width={1080}
        height={1920}
        role="img"
        aria-label={figures.description}
        data-testid="share-picture"
      />
      {isLost && <p role="alert">{t.share.lost}</p>}
      <div className="instagram-dialog-actions">
        {canShareFiles(name) && (
          <Button kind="primary" testId="share-send" onClick={() => void give('send')}>
            {t.share.send}
          </Button>
        )}
        <Button
          kind={canShareFiles(name) ? 'secondary' : 'primary'}
          testId="share-save"
          onClick={() => void give('save')}
        >
          {t.share.save}
        </Button>
      </div>
    </>
  )
}

/** Whether this browser hands pictures to other apps, as phones do. */
function canShareFiles(name: string): boolean {
  if (typeof navigator.canShare !== 'function') return false
  return navigator.canShare({ files: [new File([], name, { type: 'image/png' })] })
}
