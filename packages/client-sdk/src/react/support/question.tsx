/** @jsxImportSource #own */
import { useState, type SubmitEvent } from 'react'
import { requestParameter, toFailure, useInstagramContext } from '../data/index.ts'
import { useCreateSupportTicket, useSupportContext } from '../hooks/user.ts'
import { Button, Card, Check, ErrorPanel } from '../parts/index.ts'
import { SupportContextList } from './support-context-list.tsx'

const longestSubject = 120
const longestMessage = 5_000

/** The form that asks support, and shows what is sent along. */
export function Question() {
  const { t } = useInstagramContext()
  const create = useCreateSupportTicket()
  const context = useSupportContext()
  const [askedAbout] = useState(readRequestId)
  const [subject, setSubject] = useState('')
  const [message, setMessage] = useState(() => (askedAbout === null ? '' : `\n\n${t.support.about(askedAbout)}`))
  const [includeContext, setIncludeContext] = useState(true)
  const [isSent, setIsSent] = useState(false)

  function send(event: SubmitEvent) {
    event.preventDefault()
    const title = subject.trim()
    create.run({ message, includeContext, ...(title === '' ? {} : { subject: title }) }).then(
      () => {
        setSubject('')
        setMessage('')
        setIsSent(true)
      },
      () => setIsSent(false),
    )
  }

  return (
    <Card title={t.support.title} testId="support">
      <form className="instagram-form" onSubmit={send}>
        <label className="instagram-field">
          {t.support.subject}
          <input
            value={subject}
            maxLength={longestSubject}
            data-testid="support-subject"
            onChange={(event) => setSubject(event.target.value)}
          />
        </label>
        <label className="instagram-field">
          {t.support.message}
          <textarea
            value={message}
            rows={5}
            required
            maxLength={longestMessage}
            data-testid="support-message"
            onChange={(event) => setMessage(event.target.value)}
          />
        </label>
        <Check
          checked={includeContext}
          onChange={setIncludeContext}
          testId="support-include"
          hint={t.support.includeHint}
        >
          {t.support.include}
        </Check>
        {includeContext && context.data !== undefined && (
          <details className="instagram-details">
            <summary>{t.support.show}</summary>
            <SupportContextList context={context.data} />
          </details>
        )}
        {create.error !== null && <ErrorPanel failure={toFailure(create.error)} onRetry={create.reset} />}
        <div className="instagram-actions">
          <Button
            type="submit"
            kind="primary"
            disabled={create.isPending || message.trim() === ''}
            testId="support-send"
          >
            {t.support.send}
          </Button>
          <span role="status">{isSent && !create.isPending ? t.support.sent : ''}</span>
        </div>
      </form>
    </Card>
  )
}

const plainRequestId = /^[\w.-]{8,64}$/

/** The request that a failure's link to this page names. */
function readRequestId(): string | null {
  const asked = typeof location === 'undefined' ? null : new URLSearchParams(location.search).get(requestParameter)
  return asked !== null && plainRequestId.test(asked) ? asked : null
}
