// Whether the instance in this container is alive, as an exit code: what a container runtime asks (see Dockerfile).
const url = `http://127.0.0.1:${Deno.env.get("PORT")}/healthz`;
const response = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
Deno.exit(response?.ok ? 0 : 1);
