/** The text of a style sheet: Vite's way to ask for it, which the build of this package answers too. */
declare module '*.css?raw' {
  const text: string
  export default text
}
