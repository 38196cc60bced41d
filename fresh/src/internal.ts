// For the generated `_fresh/server.js` only.
export { setBuildCache } from "./app.ts";
export { restore } from "./build_cache.ts";
