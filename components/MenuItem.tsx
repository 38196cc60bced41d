// One choice of a menu.

import type { LucideIcon } from "./icons.ts";

interface MenuItemProps {
  label: string;
  Icon: LucideIcon;
  /** it destroys */
  isGrave?: boolean;
  /** of a choice that is one of several, or on and off */
  isChosen?: boolean;
  onPick?: () => void;
}

export const MenuItem = ({ label, Icon, isGrave = false, isChosen, onPick }: MenuItemProps) => (
  <button
    type="button"
    class={isGrave ? "menu-item danger" : "menu-item"}
    role={isChosen === undefined ? "menuitem" : "menuitemcheckbox"}
    aria-checked={isChosen === undefined ? undefined : isChosen ? "true" : "false"}
    tabIndex={-1}
    onClick={onPick}
  >
    <Icon aria-hidden="true" /> {label}
  </button>
);
