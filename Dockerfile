# The image of Parley: one stage builds, the other holds only what runs, as a user without rights, with the permissions
# that deno.json gives the server and no more. Configuration comes from the environment; no secret is ever in a layer.

FROM denoland/deno:debian-2.9.6 AS build
WORKDIR /app
# The packages first: they change less often than the sources, and are then taken from this layer.
COPY deno.json deno.lock ./
COPY fresh ./fresh
RUN deno install --frozen
COPY . .
RUN deno task build && mkdir -p data

FROM denoland/deno:distroless-2.9.6
WORKDIR /app
COPY --from=build /app ./
# The only folder that the server may write to; uid 65532 is `nonroot` of the distroless image.
COPY --from=build --chown=65532:65532 /app/data ./data
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=./data DENO_NO_UPDATE_CHECK=1
VOLUME /app/data
EXPOSE 8000
USER 65532:65532
# There is no shell and no curl in here: Deno asks. It may know the port and reach this one address, and nothing else.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/bin/deno", "run", "--no-prompt", "--no-config", "--no-lock", "--allow-env=PORT", "--allow-net=127.0.0.1", "deploy/healthcheck.ts"]
# As `deno task start`, from what was built: nothing is downloaded and the lock file is not changed at start.
CMD ["run", "--no-prompt", "--cached-only", "--frozen", "--node-modules-dir=manual", "-P=server", "_fresh/serve.js"]
