/** @jsxImportSource #own */
import { useEffect, useRef, type ReactNode } from 'react'
import { type InstagramList, type InstagramMutation, toFailure, useInstagramContext } from '../data/index.ts'
import { Button, Card, ErrorPanel, LoadedList, MoreButton } from '../parts/index.ts'

/** The server takes no more at once. */
const mostAtOnce = 100

interface RedriveResult {
  results: { id: string; outcome: string }[]
}

interface DeadLetterPanelProps<Item, Page> {
  /** Of the panel among the others, in `data-testid`. */
  name: string
  title: string
  /** What to say where no dead letter is. */
  empty: string
  list: InstagramList<Item, Page>
  redrive: InstagramMutation<{ ids: string[] }, RedriveResult>
  texts: {
    redrive: string
    redriveOf: (label: string) => string
    redriveAll: (count: string) => string
    redriven: (count: number, text: string) => string
    left: (count: number, text: string) => string
  }
  /** How an item is called, what is known of its end, and the name of an error for whoever mends it. */
  describe: (item: Item) => { label: string; facts: string; code?: string | undefined }
  children?: ReactNode
}

/** The dead letters of one kind, and the buttons that redrive them. */
export function DeadLetterPanel<Item extends { id: string }, Page>(props: DeadLetterPanelProps<Item, Page>) {
  const { name, title, empty, list, redrive, texts, describe, children } = props
  const { format } = useInstagramContext()
  const heading = useFocusAfter(redrive.isPending)
  const run = (ids: string[]) => void redrive.run({ ids }).catch(() => undefined)
  const firstIds = list.items.slice(0, mostAtOnce).map((item) => item.id)
  const tools = firstIds.length > 1 && (
    <Button disabled={redrive.isPending} testId={`${name}-all`} onClick={() => run(firstIds)}>
      {texts.redriveAll(format.number(firstIds.length))}
    </Button>
  )
  return (
    <Card title={title} tools={tools} testId={name} headingRef={heading}>
      <Outcome results={redrive.data?.results ?? []} texts={texts} />
      {redrive.error !== null && <ErrorPanel failure={toFailure(redrive.error)} onRetry={redrive.reset} />}
      <LoadedList list={list} skeleton="line" empty={empty}>
        {(items) => (
          <ul className="instagram-entries">
            {items.map((item) => {
              const { label, facts, code } = describe(item)
              return (
                <li key={item.id}>
                  <span>
                    <strong>{label}</strong>
                    <small>{facts}</small>
                    {code !== undefined && <small>{code}</small>}
                  </span>
                  <Button
                    disabled={redrive.isPending}
                    aria-label={texts.redriveOf(label)}
                    onClick={() => run([item.id])}
                  >
                    {texts.redrive}
                  </Button>
                </li>
              )
            })}
          </ul>
        )}
      </LoadedList>
      <MoreButton list={list} testId={`${name}-more`} />
      {children}
    </Card>
  )
}

interface OutcomeProps extends RedriveResult {
  texts: DeadLetterPanelProps<unknown, unknown>['texts']
}

/** What the button did. A live region is only announced when it was there before its text. */
function Outcome({ results, texts }: OutcomeProps) {
  const { format } = useInstagramContext()
  const left = results.filter(({ outcome }) => outcome === 'not_dead').length
  const redriven = results.length - left
  return (
    <p className="instagram-card-note" role="status">
      {redriven > 0 && texts.redriven(redriven, format.number(redriven))}
      {redriven > 0 && left > 0 && ' '}
      {left > 0 && texts.left(left, format.number(left))}
    </p>
  )
}

/** The button that was pressed is gone with its entry: the focus goes to the heading, for the keyboard. */
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
