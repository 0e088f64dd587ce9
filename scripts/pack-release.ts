// Keeps the server that is released, as it was built, for the test of upgrades: the release before runs beside the new one
// on the new schema. Run after the build; what it needs of others is resolved from the workspace by the test.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { layOutServer } from './assemble-server.ts'

const root = join(import.meta.dirname, '..')
const releases = join(root, 'fixtures', 'releases')
const manifest = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8')) as { version: string }
const target = join(releases, `${manifest.version}.tgz`)
if (existsSync(target)) {
  throw new Error(`${manifest.version} is packed already: raise the version of packages/server first`)
}

const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-release-'))
try {
  layOutServer(folder)
  // The same bytes for the same files, whoever packs them and when.
  const tar = execFileSync(
    'tar',
    [
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mtime=@0',
      '--mode=u=rwX,go=rX',
      '-cf',
      '-',
      '-C',
      folder,
      '.',
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  // Only the last release is to be got along with.
  rmSync(releases, { recursive: true, force: true })
  mkdirSync(releases)
  writeFileSync(target, gzipSync(tar, { level: 9 }))
  console.log(`${target}: ${Math.ceil(readFileSync(target).length / 1024)} KB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
