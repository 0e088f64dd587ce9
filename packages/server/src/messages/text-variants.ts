/** The texts of the connect screen, one of which each user is shown by chance, to learn which works better. */
export const textVariants = ['a', 'b'] as const
export type TextVariant = (typeof textVariants)[number]
