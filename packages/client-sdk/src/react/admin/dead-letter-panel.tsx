import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import type { InstagramList, InstagramMutation } from '../data/queries.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

/** The server takes no more at once. */
const mostAtOnce = 100

interface RevivalResult {
  results: { id: string; outcome: string }[]
}

interface DeadPanelProps<Item, Page> {
  /** Of the panel among the others, in `data-testid`. */
  name: string
  title: string
  /** What to say where nothing is dead. */
  empty: string
  list: InstagramList<Item, Page>
  revival: InstagramMutation<{ ids: string[] }, RevivalResult>
  texts: {
    revive: string
    reviveOf: (label: string) => string
    reviveAll: (count: string) => string
    revived: (count: number, text: string) => string
    left: (count: number, text: string) => string
  }
  /** How an item is called, what is known of its end, and the name of an error for whoever mends it. */
  describe: (item: Item) => { label: string; facts: string; code?: string | undefined }
  children?: ReactNode
}

/** What was given up after all tries, and the buttons that let it be tried again. */
export function DeadPanel<Item extends { id: string }, Page>(props: DeadPanelProps<Item, Page>) {
  const { name, title, empty, list, revival, texts, describe, children } = props
  const { format } = useInstagramContext()
  const id = useId()
  const heading = useFocusAfter(revival.isPending)
  const revive = (ids: string[]) => void revival.run({ ids }).catch(() => undefined)
  const firstIds = list.items.slice(0, mostAtOnce).map((item) => item.id)
  return (
    <section className="instagram-card" data-testid={name} aria-labelledby={id}>
      <div className="instagram-card-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {firstIds.length > 1 && (
          <button
            type="button"
            className="instagram-button instagram-button-secondary"
            disabled={revival.isPending}
            data-testid={`${name}-all`}
            onClick={() => revive(firstIds)}
          >
            {texts.reviveAll(format.number(firstIds.length))}
          </button>
        )}
      </div>
      <Outcome results={revival.data?.results ?? []} texts={texts} />
      {revival.error !== null && <ErrorPanel failure={toFailure(revival.error)} onRetry={revival.reset} />}
      {list.error !== null && list.pages === undefined ? (
        <ErrorPanel failure={toFailure(list.error)} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Skeleton kind="line" />
      ) : list.items.length === 0 ? (
        <p className="instagram-card-note">{empty}</p>
      ) : (
        <ul className="instagram-entries">
          {list.items.map((item) => {
            const { label, facts, code } = describe(item)
            return (
              <li key={item.id}>
                <span>
                  <strong>{label}</strong>
                  <small>{facts}</small>
                  {code !== undefined && <small>{code}</small>}
                </span>
                <button
                  type="button"
                  className="instagram-button instagram-button-secondary"
                  disabled={revival.isPending}
                  aria-label={texts.reviveOf(label)}
                  onClick={() => revive([item.id])}
                >
                  {texts.revive}
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <MoreButton list={list} testId={`${name}-more`} />
      {children}
    </section>
  )
}

interface OutcomeProps extends RevivalResult {
  texts: DeadPanelProps<unknown, unknown>['texts']
}

/** What the button did. It is there before it has a word to say, or nobody would hear it. */
function Outcome({ results, texts }: OutcomeProps) {
  const { format } = useInstagramContext()
  const left = results.filter(({ outcome }) => outcome === 'not_dead').length
  const revived = results.length - left
  return (
    <p className="instagram-card-note" role="status">
      {revived > 0 && texts.revived(revived, format.number(revived))}
      {revived > 0 && left > 0 && ' '}
      {left > 0 && texts.left(left, format.number(left))}
    </p>
  )
}

/** The button that was pressed is gone with what it revived: whoever stood on it goes on from the heading. */
function useFocusAfter(isPending: boolean) {
  const heading = useRef<HTMLHeadingElement>(null)
  const wasPending = useRef(false)
  useEffect(() => {
    const isOver = wasPending.current && !isPending
    wasPending.current = isPending
    if (isOver && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [isPending])
  return heading
}
