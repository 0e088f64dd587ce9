import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Bundle = Record<string, { type: string; moduleIds?: string[] }>

/**
 * A plugin for tsdown that lists the packages of which code got into the bundles, each with its licence. Several
 * bundles that share one plugin share one list.
 * @param file where the list is written
 * @param alsoIn files of which code got in as a text
 */
export function thirdPartyNotices(
  file: string,
  alsoIn: () => readonly string[] = () => [],
): { name: string; writeBundle(options: object, bundle: Bundle): void } {
  const folders = new Set<string>()
  return {
    name: 'third-party-notices',
    writeBundle(_options, bundle) {
      for (const id of [...alsoIn(), ...Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)]) {
        const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0]
        if (folder !== undefined) folders.add(folder)
      }
      const notices = [...new Set([...folders].map(noticeOf))].toSorted()
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, [heading, ...notices].join('\n'))
    },
  }
}

const heading = '# Third-party notices\n\nThe files of this package contain parts of the following ones.\n'

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license: string
  }
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim()
  return `## ${name} ${version}\n\n${text.replaceAll(/^/gm, '    ')}\n`
}
