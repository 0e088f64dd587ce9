import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Finishes the declarations of a folder: leaves out imports that nothing needs any more, and writes each file once more as
 * `.d.cts`, beside a `.cjs` where there is a module of its name. Node gives a module to `require` as well; a compiler that
 * writes CommonJS and resolves as Node 16 did takes it only by files of these names.
 * @param mayImport packages that hosts have anyway
 * @throws Error when a file needs another package
 */
export function finishTypes(folder: string, { mayImport }: { mayImport: readonly string[] }): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.d.ts'))) {
    const path = join(folder, name)
    const text = withoutUnusedImports(readFileSync(path, 'utf8'))
    for (const [, from = ''] of text.matchAll(/(?:\bfrom |\bimport\()["']([^"']+)["']/g)) {
      if (!from.startsWith('./') && !mayImport.includes(from)) throw new Error(`${path} needs ${from}`)
    }
    writeFileSync(path, text)
    const module = name.replace(/\.d\.ts$/, '.js')
    if (existsSync(join(folder, module))) {
      writeFileSync(path.replace(/\.d\.ts$/, '.cjs'), `module.exports = require('./${module}')\n`)
    }
    writeFileSync(path.replace(/\.d\.ts$/, '.d.cts'), text.replaceAll(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2'))
  }
}

/** Writes a `.cjs` beside the entry of a folder whose types are elsewhere. */
export function finishModules(folder: string): void {
  writeFileSync(join(folder, 'index.cjs'), `module.exports = require('./index.js')\n`)
}

/** Of a function that was left out the bundler keeps what its types were from. */
function withoutUnusedImports(text: string): string {
  return text.replaceAll(/^import (.+) from ["'][^"']+["'];\n/gm, (line, clause: string) => {
    const rest = text.replace(line, '')
    const names = Array.from(clause.matchAll(/(\w+)\s*(?:,|\}|$)/g), ([, name = '']) => name)
    return names.some((name) => new RegExp(`\\b${name}\\b`).test(rest)) ? line : ''
  })
}
