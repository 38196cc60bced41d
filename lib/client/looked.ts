// Whether somebody looks at this page.

/** It is in front of them, and is where their keys go. */
export const isLookedAt = (): boolean => document.visibilityState === "visible" && document.hasFocus();
