import { useCallback, useEffect, useState } from 'react'

const paths = {
  dashboard: '/',
  notifications: '/avisos',
  achievements: '/conquistas',
  account: '/conta',
  support: '/suporte',
  admin: '/administracao',
} as const

export type Screen = keyof typeof paths
/** In the order of the menu. */
export const menu = ['dashboard', 'notifications', 'achievements', 'account', 'support', 'admin'] as const

export function pathOf(screen: Screen): string {
  return paths[screen]
}

/** Where parts of the product stand, for the links in them. */
export const pages = {
  dashboard: paths.dashboard,
  achievements: paths.achievements,
  support: paths.support,
  account: paths.account,
}

/** Goes to an address of this app without loading it again. */
export function goTo(address: string): void {
  history.pushState(null, '', address)
  // Nobody is told of what a page writes itself.
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

/** The screen of the address, which the back button changes too. */
export function useScreen(): { screen: Screen; go: (screen: Screen, how?: 'push' | 'replace') => void } {
  const [screen, setScreen] = useState(screenOfAddress)
  useEffect(() => {
    const follow = () => setScreen(screenOfAddress())
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const go = useCallback((next: Screen, how: 'push' | 'replace' = 'push') => {
    if (how === 'push') history.pushState(null, '', paths[next])
    else history.replaceState(null, '', paths[next])
    setScreen(next)
    scrollTo(0, 0)
  }, [])
  return { screen, go }
}

function screenOfAddress(): Screen {
  const found = Object.entries(paths).find(([, path]) => path === location.pathname)
  return (found?.[0] as Screen | undefined) ?? 'dashboard'
}
