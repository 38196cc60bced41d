// Keys of an input method: Enter, arrows and Esc are its own for as long as it composes.

/** 229 is what Safari says for the Enter that ends a composition. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
