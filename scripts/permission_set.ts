// Prints which permissions a build gets: the set of the name that it is given while `./fresh` is linked, whose builder runs no
// program and writes only what it makes; `upstream` after `deno unlink ./fresh`, for that one runs esbuild and asks for far more.

const [name] = Deno.args;
const { links = [] }: { links?: string[] } = JSON.parse(Deno.readTextFileSync("deno.json"));
console.log(links.includes("./fresh") ? name : "upstream");
