import { Numbers } from './numbers'

export default function Page() {
  return <Numbers />
}
