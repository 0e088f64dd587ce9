import { restProcedures } from '../api/rest-routes.ts'

/** Paths of ours that have nothing below them. */
const leaves = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/return',
  '/webhooks/instagram/deauthorize',
  '/webhooks/instagram/data-deletion',
  '/sandbox/oauth/authorize',
]
/** Paths of ours with one name below them. */
const branches = [
  '/trpc',
  '/privacy/deletion',
  '/sandbox/_sandbox/avatar',
  '/sandbox/_sandbox/media',
  '/sandbox/p',
  '/sandbox/reel',
]

/** A path as `/instagram`, from whatever a host writes for it; nothing for the root. */
export function asMountPath(text: string): string {
  const path = text.split('/').filter(Boolean).join('/')
  return path === '' ? '' : `/${path}`
}

/** The rest of a path below another one; `null` when it is not below it. */
export function pathBelow(path: string, mountPath: string): string | null {
  if (!path.startsWith(mountPath)) return null
  const rest = path.slice(mountPath.length)
  if (rest === '') return '/'
  return rest.startsWith('/') ? rest : null
}

const withoutSlash = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path)

/**
 * Where we are mounted, told by the end of a path that a host has handed over whole; nothing for one that begins with a
 * path of ours, and for one that is none of ours.
 */
export function createMountFinder(): (path: string) => string {
  const whole: ReadonlySet<string> = new Set(restProcedures.map(({ rest }) => rest.path))
  const heads = [...new Set(restProcedures.map(({ rest }) => rest.path.split('/').slice(0, 4).join('/')))]
  const isOurs = (path: string) =>
    leaves.some((leaf) => path === leaf || path === `${leaf}/`) ||
    branches.some((branch) => path.lastIndexOf(`${branch}/`) === 0) ||
    whole.has(withoutSlash(path))

  return (path) => {
    if (isOurs(path)) return ''
    const starts = heads.map((head) => path.lastIndexOf(`${head}/`)).filter((start) => start > 0)
    if (starts.length > 0) return path.slice(0, Math.min(...starts))
    const asked = withoutSlash(path)
    const leaf = [...leaves, ...branches].find((one) => asked.endsWith(one))
    if (leaf !== undefined) return asked.slice(0, -leaf.length)
    const above = asked.slice(0, Math.max(0, asked.lastIndexOf('/')))
    const branch = branches.find((one) => above.endsWith(one))
    if (branch !== undefined) return above.slice(0, -branch.length)
    // Nothing of ours, and refused as what is ours.
    return path.slice(0, Math.max(0, path.lastIndexOf('/api/v1/')))
  }
}
