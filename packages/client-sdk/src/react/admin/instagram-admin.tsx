export function InstagramAdmin() {
  return null
}
