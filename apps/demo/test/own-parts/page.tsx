// A page of a host with components of its own in place of ours, for components.test.ts.
import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, InstagramProvider, type InstagramComponents } from '@instagram-dashboard/client-sdk/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const client = createInstagramClient({ url: '/instagram/trpc', locale: 'en' })

const components: InstagramComponents = {
  Button: ({ kind = 'secondary', testId, look: _look, ...props }) => (
    <button {...props} className={`brand brand-${kind}`} data-testid={testId} />
  ),
  MetricTile: ({ Default, ...tile }) => (
    <div className="frame">
      <h2>Our {tile.metric}</h2>
      <output>{tile.value}</output>
      <Default {...tile} />
    </div>
  ),
  Chart: () => {
    throw new Error('No such chart')
  },
  Card: ({ title, tools, children, testId }) => (
    <section className="panel" data-testid={testId}>
      <h2>{title}</h2>
      {tools}
      {children}
    </section>
  ),
}

const here: InstagramComponents = { Avatar: ({ name }) => <b data-testid="own-avatar">{name}</b> }

function Page() {
  const [isOwn, setIsOwn] = useState(true)
  const told: string[] = []
  return (
    <InstagramProvider
      client={client}
      components={isOwn ? components : {}}
      onError={({ code, cause }) => {
        told.push(`${code}: ${cause instanceof Error ? cause.message : ''}`)
        document.title = told.join('; ')
      }}
    >
      <button type="button" onClick={() => setIsOwn(false)}>
        Without
      </button>
      <InstagramDashboard parts={{ media: false }} components={here} />
    </InstagramProvider>
  )
}

// React prints what a boundary has caught; this page fails on purpose.
createRoot(document.body.appendChild(document.createElement('main')), { onCaughtError: () => {} }).render(<Page />)
