import { endReturn } from './end-return.ts'
import { createScreen } from './screen.ts'

// The script of the page at which the server's router ends connections. It is built into the server's package, and runs
// at the end of the page.
void endReturn(createScreen(document))
