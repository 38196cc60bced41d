// The window's icon with a number on it. Loaded when there is one to show.

const SIDE = 64;
const RADIUS = 19;
/** the colours of static/icon-unread.svg */
const [RIM, FILL, INK] = ["#fff", "#c93a25", "#fff"];

/** @param icon the address of the icon @returns the address of one that has the number on it; more than nine are `9+` */
export async function withCount(icon: string, count: number): Promise<string> {
  const image = new Image(SIDE, SIDE);
  image.src = icon;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const on = canvas.getContext("2d");
  if (on === null) return icon;
  on.drawImage(image, 0, 0, SIDE, SIDE);
  const at = SIDE - RADIUS;
  disc(on, at, RADIUS, RIM);
  disc(on, at, RADIUS - 3, FILL);
  on.fillStyle = INK;
  on.font = `bold ${count > 9 ? 22 : 27}px system-ui, sans-serif`;
  on.textAlign = "center";
  on.textBaseline = "middle";
  on.fillText(count > 9 ? "9+" : String(count), at, SIDE - at + 1);
  return canvas.toDataURL();
}

/** In the upper right corner. */
function disc(on: CanvasRenderingContext2D, at: number, radius: number, colour: string): void {
  on.fillStyle = colour;
  on.beginPath();
  on.arc(at, SIDE - at, radius, 0, 2 * Math.PI);
  on.fill();
}
