import { useApp } from '../data/app-context.ts'
import { menu, pathOf } from '../data/navigation.ts'

/** @param onGone called when another screen was chosen */
export function Navigation({ onGone }: { onGone: () => void }) {
  const { t, user, screen, go } = useApp()
  const places = menu.filter((place) => place !== 'admin' || user?.role === 'admin')
  return (
    <nav className="navigation" aria-label={t.navigation.label}>
      <ul>
        {places.map((place) => (
          <li key={place}>
            <a
              href={pathOf(place)}
              aria-current={screen === place ? 'page' : undefined}
              data-testid={`go-${place}`}
              onClick={(event) => {
                // A new tab or window is the browser's to open.
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
                event.preventDefault()
                go(place)
                onGone()
              }}
            >
              {t.navigation[place]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
