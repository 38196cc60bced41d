// Where benchmarks leave what they measured: one section each in RESULTS.md, replaced by the next run, with date and machine.

const FILE = new URL("RESULTS.md", import.meta.url);
const HEAD =
  "# What was measured\n\nWritten by the benchmarks (see README.md). Each section says when, and on what machine.\n";

/** The processor, as Linux tells it. */
async function machine(): Promise<string> {
  const info = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /^model name\s*:\s*(.+)$/m.exec(info)?.[1] ?? Deno.build.arch;
  const load = Deno.loadavg().map((value) => value.toFixed(1)).join(" ");
  const memory = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return `${navigator.hardwareConcurrency} cores (${model}), ${memory} GiB; Deno ${Deno.version.deno}; load at the end ${load}`;
}

/** Puts the lines under this title, and tells them. */
export async function writeSection(
  title: string,
  lines: readonly string[],
  tell: (text: string) => void,
): Promise<void> {
  const section = [`## ${title}\n`, `${new Date().toISOString().slice(0, 10)}, ${await machine()}.\n`, ...lines].join(
    "\n",
  );
  const before = await Deno.readTextFile(FILE).catch(() => HEAD);
  const parts = before.split(/^(?=## )/m).filter((part) => !part.startsWith(`## ${title}\n`));
  await Deno.writeTextFile(FILE, [...parts, `${section}\n`].map((part) => part.trimEnd()).join("\n\n") + "\n");
  tell(section);
}
