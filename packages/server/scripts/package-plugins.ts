import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '..', 'dist')

/**
 * The package has no source maps, so that no place in its files can be looked up in one. And of the limiters that count
 * elsewhere it has none: two of them import a package by a name that they make up while they run, for which webpack packs
 * whatever lies beside the bundle.
 */
export const leaveOut = {
  name: 'leave-out',
  load(id: string) {
    if (id === join(dist, 'written-place.js')) return 'export const writtenPlace = (line) => line'
    return /\/rate-limiter-flexible\/lib\/RateLimiterDrizzle\w*\.js$/.test(id) ? 'module.exports = {}' : undefined
  },
}

/**
 * CommonJS inside of the bundle asks for Node's own modules by `require`, which is made of the address of the module. Where
 * a host bundles the package into CommonJS there is none: Node hands its modules out without it.
 */
export const builtinsWithoutAddress = {
  name: 'builtins-without-address',
  renderChunk(code: string) {
    const made = 'createRequire(import.meta.url)'
    return code.includes(made) ? { code: code.replaceAll(made, builtin) } : null
  },
}

const builtin = `(name=>{const found=process.getBuiltinModule?.(name);if(found===undefined)throw Object.assign(new Error(process.getBuiltinModule?"Cannot find module "+name:"Instagram Dashboard needs Node 22.14 or newer, and this is "+process.version),{code:"MODULE_NOT_FOUND"});return found})`

const written = join(dist, 'contract.d.ts')
/** The modules of which the written contract has the types. */
const gathered = new Set(
  Array.from(
    readFileSync(join(dist, '..', 'src', 'api', 'contract.ts'), 'utf8').matchAll(
      /^export type \* from '\.\.\/(.+)\.ts'$/gm,
    ),
    ([, name = '']) => join(dist, `${name}.d.ts`),
  ),
)

/** Types that schemas describe are taken from the contract that the build has written out, which names no schema. */
export const writtenContract = {
  name: 'written-contract',
  load: {
    order: 'pre',
    handler: (id: string) => (gathered.has(id) ? `export * from ${JSON.stringify(written)}` : undefined),
  },
} as const
