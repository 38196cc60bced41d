// The curves as small pictures beside one another, both axes logarithmic: a straight line is a power.

import type { Grown } from "./growth.ts";
import { median } from "./table.ts";

const WIDTH = 340;
const HEIGHT = 230;
const COLUMNS = 2;
const INSET = { left: 60, right: 24, top: 42, bottom: 34 };

interface Spot {
  x: number;
  y: number;
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const compact = (value: number) => value.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 3 });

/** @returns how a value lies between two others by its logarithm, from 0 to 1 */
const along = (value: number, from: number, to: number) =>
  to === from ? 0.5 : (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from));

function pictureOf({ curve, points, exponent }: Grown, left: number, top: number): string {
  const spots = points.flatMap(({ at, costs }): Spot[] => {
    const y = median(costs);
    return y === undefined ? [] : [{ x: at, y }];
  });
  const title = `By ${curve.unit}: exponent ${exponent?.toFixed(2) ?? "–"}`;
  const [x0, x1] = [INSET.left, WIDTH - INSET.right];
  const [y0, y1] = [HEIGHT - INSET.bottom, INSET.top];
  // At least a factor of ten on the upright axis: what is flat shall look flat.
  const low = Math.min(...spots.map(({ y }) => y)) / 1.5;
  const high = Math.max(low * 10, ...spots.map(({ y }) => y * 1.2));
  const x = ({ x }: Spot) => x0 + along(x, spots[0]!.x, spots.at(-1)!.x) * (x1 - x0);
  const y = ({ y }: Spot) => y0 + along(y, low, high) * (y1 - y0);
  const dots = spots.map((spot) =>
    `<circle cx="${x(spot).toFixed(1)}" cy="${y(spot).toFixed(1)}" r="3" fill="#2563eb"/>` +
    `<text x="${x(spot).toFixed(1)}" y="${(y(spot) - 8).toFixed(1)}" text-anchor="middle">${compact(spot.y)}</text>` +
    `<text x="${x(spot).toFixed(1)}" y="${y0 + 16}" text-anchor="middle">${compact(spot.x)}</text>`
  );
  const line = spots.map((spot) => `${x(spot).toFixed(1)},${y(spot).toFixed(1)}`).join(" ");
  return `<g transform="translate(${left} ${top})">` +
    `<text x="10" y="18" font-weight="bold">${escape(title)}</text>` +
    `<text x="10" y="${(y0 + y1) / 2}" transform="rotate(-90 10 ${
      (y0 + y1) / 2
    })" text-anchor="middle" dy="6">us a message</text>` +
    `<path d="M${x0} ${y1}V${y0}H${x1}" fill="none" stroke="#94a3b8"/>` +
    `<polyline points="${line}" fill="none" stroke="#2563eb"/>${dots.join("")}` +
    `<text x="${(x0 + x1) / 2}" y="${y0 + 30}" text-anchor="middle">${escape(curve.unit)}</text></g>`;
}

/** @returns an SVG document */
export function growthPlot(all: readonly Grown[]): string {
  const height = Math.ceil(all.length / COLUMNS) * HEIGHT;
  const pictures = all.map((grown, i) => pictureOf(grown, (i % COLUMNS) * WIDTH, Math.floor(i / COLUMNS) * HEIGHT));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${
    WIDTH * COLUMNS
  } ${height}" font-family="sans-serif" font-size="11">\n` +
    `<rect width="100%" height="100%" fill="#fff"/>\n${pictures.join("\n")}\n</svg>\n`;
}
