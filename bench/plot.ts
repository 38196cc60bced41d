// A plot of what was compared: one block a workload, one bar a system, by the ratio to the tutorial; longer is better.

import { type All, type Measured, valueOf } from "./table.ts";
import { GO, type Workload } from "./workload.ts";

const WIDTH = 720;
const LABEL = 110;
const BAR = 20;
const GAP = 34;

interface Block {
  title: string;
  bars: { name: string; ratio: number }[];
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function blockOf(workload: Workload, measured: Measured): Block {
  const column = workload.columns[0]!;
  const values = [...measured].map(([peer, slots]) => ({ name: peer.name, value: valueOf(slots, column) }));
  const one = values.find(({ name }) => name === GO)?.value ?? values[0]?.value;
  const bars = values.flatMap(({ name, value }) =>
    !value || !one ? [] : [{ name, ratio: column.isCost ? one / value : value / one }]
  );
  return { title: `${workload.title} (${column.title})`, bars };
}

/** What one system alone does is no comparison. */
const compared = (all: All) =>
  all.map(({ workload, measured }) => blockOf(workload, measured)).filter(({ bars }) => bars.length > 1);

/** @returns an SVG document */
export function plotOf(all: All): string {
  let y = 10;
  const parts: string[] = [];
  for (const { title, bars } of compared(all)) {
    const longest = Math.max(1, ...bars.map(({ ratio }) => ratio));
    parts.push(`<text x="10" y="${y + 14}" font-weight="bold">${escape(title)}</text>`);
    y += 22;
    for (const { name, ratio } of bars) {
      const width = Math.max(1, ratio / longest * (WIDTH - LABEL - 70));
      const colour = name === "Parley" ? "#2563eb" : "#94a3b8";
      parts.push(
        `<text x="${LABEL - 6}" y="${y + 14}" text-anchor="end">${escape(name)}</text>`,
        `<rect x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="${BAR - 6}" rx="2" fill="${colour}"/>`,
        `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 14}">${ratio.toFixed(2)}</text>`,
      );
      y += BAR;
    }
    y += GAP - BAR;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">\n` +
    `<rect width="100%" height="100%" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`;
}
