// The routes as they are in the file system: what tables of them are held against.

const ROUTES = new URL("../../routes/", import.meta.url);

export interface RouteFile {
  /** below routes/ */
  file: string;
  /** its address, parameters in brackets; of the API: below /api/v1 */
  route: string;
}

/** @param folder below routes/, with a slash at its end; files that are no routes (`_app.tsx`, those of `(_components)`) are left out */
export function* routeFiles(folder = ""): Generator<RouteFile> {
  for (const entry of Deno.readDirSync(new URL(folder, ROUTES))) {
    const file = `${folder}${entry.name}`;
    if (entry.name.startsWith("(_")) continue;
    if (entry.isDirectory) yield* routeFiles(`${file}/`);
    else if (!entry.name.startsWith("_")) yield { file, route: addressOf(file) };
  }
}

const addressOf = (file: string): string =>
  `/${file}`.replace(/\.tsx?$/, "").replace(/\/index$/, "").replace(/^\/api\/v1/, "").replace("/(signed)", "") || "/";

/** The methods that a route of the API really answers: asked of its handlers, which list them. */
export async function methodsOf(file: string): Promise<string[]> {
  const { handlers } = await import(new URL(file, ROUTES).href);
  const { headers } = await handlers.OPTIONS();
  const allowed: string[] = headers.get("allow").split(", ");
  return allowed.filter((method) => !["HEAD", "OPTIONS"].includes(method));
}
