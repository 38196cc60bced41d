// The outline of a package's public API, as `deno doc --json` tells it: names, how many arguments, what may be left out; no types.
// `upstream_api.json` is what this makes of upstream's three entries (`jsr:@fresh/core@2.3.3`, `…/runtime`, `…/dev`).

/** `class`, `function`, `type` or `variable`; with a function's arity, and a class's or interface's members by name. */
export interface Export {
  kind: string;
  arity?: Arity;
  members?: Record<string, Member>;
}

/** A method has an arity, a property has none. */
export interface Member {
  optional?: true;
  arity?: Arity;
}

/** The fewest and the most arguments; null: any number. */
export type Arity = [number, number | null];

/** Exports by name. */
export type Outline = Record<string, Export>;

interface Declared {
  name: string;
  optional?: boolean;
  hasBody?: boolean;
  params?: Param[];
  functionDef?: { params: Param[]; hasBody?: boolean };
  accessibility?: string;
}

interface Param {
  kind: string;
  name?: string;
  optional?: boolean;
  /** given for a parameter that is a property as well */
  accessibility?: string;
  readonly?: boolean;
}

interface Doc {
  nodes: Record<string, { symbols: { name: string; declarations: Declaration[] }[] }>;
}

interface Declaration {
  kind: string;
  def?: {
    params?: Param[];
    hasBody?: boolean;
    constructors?: Declared[];
    methods?: Declared[];
    properties?: Declared[];
  };
}

/** @param entries modules, by any names: each outline has the name of its module */
export async function outlineOf<Name extends string>(entries: Record<Name, string>): Promise<Record<Name, Outline>> {
  const outlines: Partial<Record<Name, Outline>> = {};
  for (const name in entries) {
    const args = ["doc", "--quiet", "--json", entries[name]];
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    const { nodes }: Doc = JSON.parse(new TextDecoder().decode(stdout));
    const symbols = Object.values(nodes).flatMap((it) => it.symbols);
    outlines[name] = Object.fromEntries(symbols.map(({ name, declarations }) => [name, exported(declarations)]));
  }
  return outlines as Record<Name, Outline>;
}

function exported(declarations: Declaration[]): Export {
  const { kind, def = {} } = declarations[0]!;
  if (kind === "function") return { kind, arity: arityOf(declarations.map((it) => it.def ?? {})) };
  if (kind === "class") {
    const members = membersOf(def);
    return { kind, arity: arityOf(def.constructors ?? []), ...members };
  }
  if (kind === "interface") return { kind: "type", ...membersOf(def) };
  return { kind: kind === "typeAlias" ? "type" : kind };
}

function membersOf(
  { methods = [], properties = [], constructors = [] }: NonNullable<Declaration["def"]>,
): Pick<Export, "members"> {
  const members: Record<string, Member> = {};
  for (const { name, accessibility, readonly } of constructors.flatMap((it) => it.params ?? [])) {
    if (name !== undefined && (accessibility === "public" || readonly)) members[name] = {};
  }
  for (const { name, optional, accessibility } of properties) {
    if (accessibility !== "private") members[name] = optional ? { optional } : {};
  }
  for (const [name, overloads] of Map.groupBy(methods, (it) => it.name)) {
    const arity = arityOf(overloads.map((it) => it.functionDef ?? it));
    members[name] = overloads[0]!.optional ? { optional: true, arity } : { arity };
  }
  return { members };
}

/** What one of the overloads takes; the implementation behind them is nobody's to call. */
function arityOf(all: { params?: Param[]; hasBody?: boolean }[]): Arity {
  const overloads = all.some((it) => !it.hasBody) ? all.filter((it) => !it.hasBody) : all;
  const fewest = overloads.map(({ params = [] }) =>
    params.filter((it) => it.kind !== "rest" && !mayBeLeftOut(it)).length
  );
  const most = overloads.map(({ params = [] }) => params.some((it) => it.kind === "rest") ? Infinity : params.length);
  const max = Math.max(0, ...most);
  return [fewest.length === 0 ? 0 : Math.min(...fewest), max === Infinity ? null : max];
}

const mayBeLeftOut = ({ kind, optional }: Param): boolean => kind === "assign" || optional === true;
