/**
 * The script of the page that ends connections. Beside this code is what builds it only in a checkout: whatever bundles it
 * puts the answer in the place of this module.
 */
export async function readReturnScript(): Promise<string> {
  const builder = new URL('../../scripts/return-script.ts', import.meta.url).href
  // The guarantee: it is the module of that name in this package.
  const { buildReturnScript } = (await import(builder)) as { buildReturnScript(): { code: string } }
  return buildReturnScript().code
}
