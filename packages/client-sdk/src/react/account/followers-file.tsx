/** @jsxImportSource #own */
import type { Account, ImportFollowersResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useImportFollowers, useRemoveImportedFollowers } from '../hooks/metrics.ts'
import { Button, Card, ErrorPanel, Select } from '../parts/index.ts'

/** A file that was looked at, and what it would bring. */
interface Preview {
  content: string
  result: ImportFollowersResult
}

/** Brings the followers of past days along from a CSV: first what would be saved, then the user confirms. */
export function FollowersFile({ accounts }: { accounts: readonly Account[] }) {
  const { t, format } = useInstagramContext()
  const bring = useImportFollowers()
  const takeBack = useRemoveImportedFollowers()
  const [chosen, setChosen] = useState(accounts[0]?.id ?? '')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const accountId = accounts.some(({ id }) => id === chosen) ? chosen : (accounts[0]?.id ?? '')
  const failed = bring.error ?? takeBack.error
  const begin = () => {
    bring.reset()
    takeBack.reset()
    setPreview(null)
    setDone(null)
  }
  /** Beside the page, where no style sheet of a host reaches the button that a browser draws into a file input. */
  function choose() {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,.txt,text/csv'
    input.addEventListener('change', () => void look(input.files?.[0]))
    input.click()
  }
  async function look(file: File | undefined) {
    begin()
    if (!file) return
    const content = await file.text()
    await bring.run({ accountId, content, dryRun: true }).then(
      (result) => setPreview({ content, result }),
      () => undefined,
    )
  }
  const save = ({ content }: Preview) =>
    bring.run({ accountId, content }).then(
      () => {
        setPreview(null)
        setDone(t.followersFile.saved)
      },
      () => undefined,
    )
  const remove = () => {
    begin()
    return takeBack.run({ accountId }).then(
      ({ removedDays }) => setDone(t.followersFile.removed(removedDays)),
      () => undefined,
    )
  }
  const isPending = bring.isPending || takeBack.isPending
  return (
    <Card title={t.followersFile.title} testId="followers-file">
      <p>{t.followersFile.lead}</p>
      {accounts.length > 1 && (
        <Select
          label={t.followersFile.account}
          value={accountId}
          options={accounts.map(({ id, username }) => [id, `@${username}`] as const)}
          testId="followers-account"
          isField
          onChange={(id) => {
            begin()
            setChosen(id)
          }}
        />
      )}
      <div className="instagram-actions">
        <Button disabled={isPending} testId="followers-choose" onClick={choose}>
          {t.followersFile.choose}
        </Button>
      </div>
      {preview !== null && (
        <p role="status" data-testid="followers-preview">
          {t.followersFile.preview({
            days: preview.result.newDays + preview.result.replacedDays,
            known: preview.result.knownDays + preview.result.unchangedDays,
            first: format.longDay(preview.result.firstDay),
            last: format.longDay(preview.result.lastDay),
          })}
        </p>
      )}
      {done !== null && <p role="status">{done}</p>}
      {failed !== null && (
        <ErrorPanel failure={toFailure(failed)} onRetry={begin} isCompact>
          <ul>
            {failed.issues?.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </ErrorPanel>
      )}
      <div className="instagram-actions">
        {preview !== null && (
          <Button kind="primary" disabled={isPending} testId="followers-save" onClick={() => void save(preview)}>
            {t.followersFile.save}
          </Button>
        )}
        <Button disabled={isPending} testId="followers-remove" onClick={() => void remove()}>
          {t.followersFile.remove}
        </Button>
      </div>
    </Card>
  )
}
