// Where a popover stands: below what it belongs to, or above where there is no room; never beyond the window. On a phone the style
// sheet makes it a sheet at the foot.

const GAP_PX = 4;
const EDGE_PX = 8;

/** @param box shown already, so that it has a size */
export function placeBeside(box: HTMLElement, at: HTMLElement): void {
  if (matchMedia("(max-width: 46rem)").matches) return;
  const to = at.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const isRoomBelow = to.bottom + GAP_PX + height <= innerHeight - EDGE_PX;
  const top = isRoomBelow ? to.bottom + GAP_PX : to.top - GAP_PX - height;
  const isRtl = getComputedStyle(box).direction === "rtl";
  const fromLeft = to.left + width <= innerWidth - EDGE_PX;
  const fromRight = to.right - width >= EDGE_PX;
  const left = (isRtl ? !fromRight : fromLeft) ? to.left : to.right - width;
  box.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX))}px`;
  box.style.right = "auto"; // from right to left a dialog's own would count
  box.style.left = `${Math.max(EDGE_PX, left)}px`;
}
