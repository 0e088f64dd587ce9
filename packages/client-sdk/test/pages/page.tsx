// Pages of hosts for page.test.ts; the address says which.
import { lazy, useState, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { defineInstagramDashboard, type InstagramDashboardElement } from '../../src/element.tsx'
import { createInstagramClient } from '../../src/index.ts'
import {
  ConnectInstagramButton,
  InstagramProvider,
  type InstagramComponents,
  useSyncHistory,
  useUnreadCount,
} from '../../src/react/index.ts'

const clientOf = (token: string) => createInstagramClient({ url: '/trpc', token, locale: 'en' })
const ana = clientOf('ana')
const bruno = clientOf('bruno')

function Users() {
  const [client, setClient] = useState(ana)
  return (
    <>
      <button type="button" onClick={() => setClient(bruno)}>
        Bruno signs in
      </button>
      <InstagramProvider client={client}>
        <Unread />
      </InstagramProvider>
    </>
  )
}

function Unread() {
  const { data } = useUnreadCount()
  const [first] = useState(data)
  return <output>{`${first?.unreadCount ?? 'nothing'}, ${data?.unreadCount ?? 'nothing'}`}</output>
}

/** Its components are others with each rendering, and it renders when it is told. */
function Failing() {
  const [told, setTold] = useState(0)
  return (
    <InstagramProvider
      client={ana}
      components={{
        ConnectButton: () => {
          throw new Error('No such button')
        },
      }}
      onError={() => setTold((times) => times + 1)}
    >
      <output onClick={() => setTold((times) => times + 100)}>{told}</output>
      <ConnectInstagramButton />
    </InstagramProvider>
  )
}

let arrive = (_button: { default: ComponentType }) => {}
const Late = lazy(() => new Promise<{ default: ComponentType }>((resolve) => (arrive = resolve)))
const late: InstagramComponents = { ConnectButton: Late }

const Loading = () => (
  <InstagramProvider client={ana} components={late}>
    <button type="button" onClick={() => arrive({ default: () => <b>Mine</b> })}>
      It arrives
    </button>
    <ConnectInstagramButton />
  </InstagramProvider>
)

function Runs() {
  const { items } = useSyncHistory({}, { refreshSeconds: 0.05 })
  return <output>{items.length}</output>
}

const pages: Record<string, ComponentType> = {
  users: Users,
  failing: Failing,
  loading: Loading,
  refreshing: () => (
    <InstagramProvider client={ana}>
      <Runs />
    </InstagramProvider>
  ),
}

/** A page that sets properties before the script of the element has come. */
function showElement(): void {
  const element = document.body.appendChild(
    document.createElement('instagram-dashboard') as HTMLElement as InstagramDashboardElement,
  )
  element.setAttribute('url', '/trpc')
  element.setAttribute('locale', 'en')
  element.token = 'ana'
  element.texts = { onboarding: { button: 'Show my numbers' } }
  element.onEvent = ({ name }) => (document.title += ` ${name}`)
  defineInstagramDashboard()
}

const Shown = pages[location.pathname.slice(1)]
if (Shown === undefined) showElement()
// React prints what a boundary has caught; one page fails on purpose.
else
  createRoot(document.body.appendChild(document.createElement('main')), { onCaughtError: () => {} }).render(<Shown />)
