// `Builder`: from the folders of a project to something that an app can run on.
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { App, type ListenOptions, setBuildCache } from "../app.ts";
import { type BuildCache, restore, type Snapshot } from "../build_cache.ts";
import { serve } from "../listen.ts";
import { bundleIslands } from "./bundle.ts";
import { crawl } from "./crawl.ts";
import { buildIdOf, hashInputs, isMadeOf } from "./files.ts";
import { ALIVE, Reloader, reloadScript, watch } from "./live_reload.ts";
import { builtId, publish } from "./publish.ts";
import { writeSnapshot } from "./snapshot.ts";

/** Options of {@linkcode Builder}. Paths are relative to `root`. */
export interface BuildOptions {
  /** Accepted for compatibility; chunks are always modern JavaScript. */
  target?: string | string[];
  /** Default: the working directory. */
  root?: string;
  /** Default: `_fresh`. */
  outDir?: string;
  /** Default: `static`. Of several, the first that has a file serves it. */
  staticDir?: string | string[];
  /** Default: `islands`. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** Module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Files that are neither routes nor islands. Default: tests. */
  ignore?: RegExp[];
}

/** {@linkcode BuildOptions} with defaults filled in and paths made absolute. */
export type ResolvedBuildConfig = Required<Omit<BuildOptions, "staticDir">> & {
  staticDir: string[];
  mode: "development" | "production";
};

/** Builds one project. */
export class Builder<State = unknown> {
  config: ResolvedBuildConfig;

  constructor(options: BuildOptions = {}) {
    const root = absolute(options.root ?? ".", Deno.cwd());
    const path = (it: string) => absolute(it, root);
    this.config = {
      root,
      target: options.target ?? "es2022",
      outDir: path(options.outDir ?? "_fresh"),
      staticDir: [options.staticDir ?? "static"].flat().map(path),
      islandDir: path(options.islandDir ?? "islands"),
      routeDir: path(options.routeDir ?? "routes"),
      serverEntry: path(options.serverEntry ?? "main.ts"),
      ignore: options.ignore ?? [/[._]test\.(?:[tj]sx?|[mc][tj]s)$/],
      mode: "production",
    };
  }

  /**
   * Builds. On disk, nothing is written if neither code nor static files changed; serve `outDir` by importing `server.js`
   * from there. In memory, the result is applied to any app by the function that is returned.
   */
  async build(
    options: { mode?: ResolvedBuildConfig["mode"]; snapshot?: "disk" | "memory" } = {},
  ): Promise<<S = State>(app: App<S>) => void> {
    this.config.mode = options.mode ?? "production";
    if (options.snapshot === "memory") {
      const build = await this.#inMemory();
      return (app) => setBuildCache(app, typed(build), app.config.mode);
    }
    await this.#onDisk();
    return () => {
      throw new Error(`Import ${this.config.outDir}/server.js instead`);
    };
  }

  /**
   * Serves the app that `importApp` loads for development: after a change, islands are built and pages reloaded. Code
   * of the server needs `deno run --watch`.
   */
  async listen<S = State>(
    importApp: () => Promise<{ app: App<S> } | App<S>>,
    options: ListenOptions = {},
  ): Promise<void> {
    this.config.mode = "development";
    const imported = await importApp();
    const app = imported instanceof App ? imported : imported.app;
    const { basePath } = app.config;
    const liveReload = reloadScript(basePath);
    const build = { ...await this.#inMemory(), liveReload };
    setBuildCache(app, typed(build), "development");
    const handler = app.handler();
    const reloader = new Reloader();
    serve(
      async (req, info) =>
        new URL(req.url).pathname === basePath + ALIVE ? reloader.connect(req) : await handler(req, info),
      basePath,
      options,
    );
    void watch(this.config.root, async () => {
      Object.assign(build, await this.#inMemory());
      reloader.reload();
    });
  }

  async #inMemory(): Promise<BuildCache<unknown>> {
    const { root, staticDir } = this.config;
    const inputs = await hashInputs(root, staticDir);
    return await this.#inScratch(async (scratch) => {
      const { chunks } = await this.#write(inputs, scratch, join(scratch, "out"));
      const snapshot: Snapshot<unknown> = await import(pathToFileURL(join(scratch, "out/snapshot.js")).href);
      for (const [url, content] of chunks) snapshot.files.get(url)!.content = content;
      return restore(root, snapshot);
    });
  }

  async #onDisk(): Promise<void> {
    const { root, outDir, staticDir } = this.config;
    const inputs = await hashInputs(root, staticDir);
    if (isMadeOf(await builtId(outDir), inputs)) return;
    await this.#inScratch(async (scratch) => {
      const { buildId } = await this.#write(inputs, scratch, outDir);
      await publish(join(scratch, "out"), outDir, buildId, scratch);
    });
  }

  // Writes the build to `<scratch>/out`, for use in `home`; returns its id, and the chunks by their URL path.
  async #write(inputs: string, scratch: string, home: string) {
    const { config } = this;
    const { islands, routes } = await crawl(config);
    const bundle = await bundleIslands(config, islands, join(scratch, "src"));
    const buildId = buildIdOf(inputs, bundle.files.keys());
    return { buildId, chunks: await writeSnapshot(config, { buildId, routes, bundle }, join(scratch, "out"), home) };
  }

  // All writing happens in `outDir` and in its neighbour `<outDir>.tmp`, where each build has a folder of its own. The neighbour
  // stays: removing it would race with a build that begins.
  async #inScratch<T>(run: (scratch: string) => Promise<T>): Promise<T> {
    const scratch = join(this.config.outDir + ".tmp", crypto.randomUUID());
    await Deno.mkdir(scratch, { recursive: true });
    try {
      return await run(scratch);
    } finally {
      await Deno.remove(scratch, { recursive: true });
    }
  }
}

// What a route file expects of `ctx.state` shows when it runs.
function typed<State>(build: BuildCache<unknown>): BuildCache<State> {
  return build as unknown as BuildCache<State>;
}

function absolute(path: string, root: string): string {
  if (path.startsWith("file://")) return fileURLToPath(path);
  return isAbsolute(path) ? path : join(root, path);
}
