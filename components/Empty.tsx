// What is shown where there is nothing (yet), or where it could not be had: a sign, a sentence, and what to do next.

import type { LucideIcon } from "./icons.ts";
import type { ComponentChildren } from "preact";

interface EmptyProps {
  Icon?: LucideIcon;
  title?: string;
  text: string;
  /** it went wrong: read aloud at once */
  isAlert?: boolean;
  /** what to do next */
  children?: ComponentChildren;
}

export const Empty = ({ Icon, title, text, isAlert = false, children }: EmptyProps) => (
  <div class="empty" role={isAlert ? "alert" : undefined}>
    {Icon && <Icon aria-hidden="true" />}
    {title && <h2>{title}</h2>}
    <p>{text}</p>
    {children}
  </div>
);
