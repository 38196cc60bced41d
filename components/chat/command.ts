// The key that commands begin with: Ctrl, or ⌘ on a Mac, where Ctrl moves the caret and deletes in every box.

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

export const isCommand = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  (isMac() ? metaKey : ctrlKey) && !altKey;
