/** What this browser keeps for the panel. Without storage, or where it is refused, nothing is kept. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // The next visit begins as the first one did.
  }
}

const accountName = 'instagram-dashboard-account'
const tourName = 'instagram-dashboard-tour'

/** The account that was looked at last; it may be somebody else's by now. */
export const lastAccount = () => read(accountName)
export const keepAccount = (id: string) => write(accountName, id)

/** Whether the tour was taken or declined. */
export const isTourOver = () => read(tourName) !== null
export const keepTourOver = () => write(tourName, 'over')
