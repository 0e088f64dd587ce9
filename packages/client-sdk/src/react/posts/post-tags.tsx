/** @jsxImportSource #own */
import { type FormEvent, useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useSetMediaTags } from '../hooks/metrics.ts'
import { Button, CrossIcon, ErrorPanel } from '../parts/index.ts'

interface PostTagsProps {
  accountId: string
  mediaId: string
  tags: readonly string[]
}

/** What the user calls a post, and more of it. */
export function PostTags({ accountId, mediaId, tags: tagsBefore }: PostTagsProps) {
  const { t } = useInstagramContext()
  const [text, setText] = useState('')
  const { run, data, error, isPending, reset } = useSetMediaTags()
  const tags = data?.tags ?? tagsBefore
  async function save(wanted: readonly string[]) {
    try {
      await run({ accountId, mediaId, tags: [...wanted] })
      setText('')
    } catch {
      // What went wrong stands below; what was written stays.
    }
  }
  function add(event: FormEvent) {
    event.preventDefault()
    if (text.trim() !== '') void save([...tags, text])
  }
  return (
    <section className="instagram-sheet-part" data-testid="post-tags">
      <h3>{t.post.tags}</h3>
      {tags.length > 0 && (
        <ul className="instagram-tag-list">
          {tags.map((tag) => (
            <li key={tag} className="instagram-tag">
              {tag}
              <Button
                kind="quiet"
                look="button-icon"
                aria-label={t.post.removeTag(tag)}
                disabled={isPending}
                onClick={() => void save(tags.filter((other) => other !== tag))}
              >
                <CrossIcon />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form className="instagram-tag-form" onSubmit={add}>
        <label className="instagram-field">
          {t.post.addTag}
          <input
            value={text}
            maxLength={60}
            data-testid="tag-text"
            onChange={({ target }) => {
              setText(target.value)
              if (error !== null) reset()
            }}
          />
        </label>
        <Button type="submit" disabled={isPending} testId="tag-add">
          {t.post.add}
        </Button>
      </form>
      <p className="instagram-hint">{t.post.tagsHint}</p>
      {error !== null && <ErrorPanel failure={toFailure(error)} onRetry={reset} isCompact />}
    </section>
  )
}
