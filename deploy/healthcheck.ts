// Whether the instance in this container is alive, as an exit code: what a container runtime asks (see Dockerfile).
const response = await fetch("http://127.0.0.1:8000/healthz", { signal: AbortSignal.timeout(4_000) }).catch(() => null);
Deno.exit(response?.ok ? 0 : 1);
