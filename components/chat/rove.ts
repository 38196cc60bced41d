// Moving between the parts of one thing by arrow keys: Tab goes to the thing, the arrows inside of it.

type Axis = "row" | "column" | "both";
const KEYS: Record<Axis, Record<string, 1 | -1>> = {
  row: { ArrowRight: 1, ArrowLeft: -1 },
  column: { ArrowDown: 1, ArrowUp: -1 },
  both: { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 },
};

/** Handles the keys of the parts that `selector` finds: arrows go around, Home and End to the ends. */
export const roveOver = (selector: string, axis: Axis) => (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const parts = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = parts.findIndex((it) => it === document.activeElement);
  const step = KEYS[axis][event.key];
  const isMirrored = axis !== "column" && getComputedStyle(event.currentTarget).direction === "rtl";
  const sign = isMirrored && event.key.match(/Left|Right/) ? -1 : 1;
  const to = event.key === "Home" ? 0 : event.key === "End" ? parts.length - 1 : step && at + step * sign;
  if (to === undefined || parts.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  parts[(to + parts.length) % parts.length]?.focus();
};
