import type { ComponentProps } from 'react'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** Further classes, without their `instagram-`. */
  look?: string | undefined
  testId?: string | undefined
}

export function Button({ kind = 'secondary', look = '', testId, type = 'button', ...props }: ButtonProps) {
  const looks = look.split(' ').filter(Boolean)
  const classes = ['button', `button-${kind}`, ...looks].map((name) => `instagram-${name}`)
  return <button {...props} type={type} className={classes.join(' ')} data-testid={testId} />
}
