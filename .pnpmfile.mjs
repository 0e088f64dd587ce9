// The node-<os>-<cpu> packages declare "os" and "cpu" as strings. pnpm compares arrays, and would otherwise install the
// Windows build on Linux; "libc" keeps the glibc build away from musl.
const asArray = (value) => (typeof value === 'string' ? [value] : value)

export const hooks = {
  /** What hosts get to see of a package. */
  beforePacking({ scripts: _scripts, devDependencies: _needed, ...manifest }) {
    if (manifest.name !== '@instagram-dashboard/server') return manifest
    // Everything else that the server needs is in its files: see packages/server/tsdown.config.ts.
    const { 'better-sqlite3': sqlite } = manifest.dependencies
    return { ...manifest, dependencies: { 'better-sqlite3': sqlite } }
  },
  readPackage(manifest) {
    if (/^node-(linux|darwin|win)-/.test(manifest.name ?? '')) {
      manifest.os = asArray(manifest.os)
      manifest.cpu = asArray(manifest.cpu)
      if (manifest.name.startsWith('node-linux-')) manifest.libc = ['glibc']
    }
    return manifest
  },
}
