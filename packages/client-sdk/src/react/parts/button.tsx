/** @jsxImportSource #own */
import type { ButtonProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

function OurButton({ kind = 'secondary', look = '', testId, type = 'button', ...props }: ButtonProps) {
  const looks = look.split(' ').filter(Boolean)
  const classes = ['button', `button-${kind}`, ...looks].map((name) => `instagram-${name}`)
  return <button {...props} type={type} className={classes.join(' ')} data-testid={testId} />
}

export const Button = replaceable('Button', OurButton)
