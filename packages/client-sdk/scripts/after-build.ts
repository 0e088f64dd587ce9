// Puts beside the bundles what is no code: the style sheet for pages that link it, and the notices of what is inside.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { stylesheet } from '../src/react/styles/stylesheet.ts'

const packageRoot = join(import.meta.dirname, '..')
const dist = join(packageRoot, 'dist')

/** What tsdown.config.ts lets into the bundles, with the package by which it is found. */
const bundled: readonly (readonly [name: string, ...by: string[]])[] = [
  ['@trpc/client'],
  ['@trpc/server'],
  ['standardwebhooks'],
  ['@stablelib/base64', 'standardwebhooks'],
  ['fast-sha256', 'standardwebhooks'],
  ['@tanstack/react-query'],
  ['@tanstack/query-core', '@tanstack/react-query'],
  ['d3-scale'],
  ['d3-shape'],
  ['d3-path', 'd3-shape'],
  ['d3-array', 'd3-scale'],
  ['internmap', 'd3-scale', 'd3-array'],
  ['d3-format', 'd3-scale'],
  ['d3-interpolate', 'd3-scale'],
  ['d3-color', 'd3-scale', 'd3-interpolate'],
  ['d3-time', 'd3-scale'],
  ['d3-time-format', 'd3-scale'],
  ['react'],
  ['react-dom'],
  ['scheduler', 'react-dom'],
]

function folderOf(name: string, by: readonly string[]): string {
  let folder = packageRoot
  for (const step of [...by, name]) folder = findPackage(folder, step)
  return folder
}

function findPackage(from: string, name: string): string {
  for (const place of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    const folder = join(place, name)
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder)
  }
  throw new Error(`${name} is not installed`)
}

function noticeOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license: string
  }
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  const text = file === undefined ? manifest.license : readFileSync(join(folder, file), 'utf8').trim()
  return `## ${manifest.name} ${manifest.version}\n\n${text.replaceAll(/^/gm, '    ')}\n`
}

const heading = '# Third-party notices\n\nThe files of this package contain parts of the following ones.\n'
const notices = bundled.map(([name, ...by]) => noticeOf(folderOf(name, by)))
writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.md'), [heading, ...notices].join('\n'))
writeFileSync(join(dist, 'react', 'styles.css'), stylesheet)
