// The metrics of this instance, for its operator's Prometheus.

import { asset } from "fresh/runtime";
import { publicApi } from "../lib/http/api.ts";
import { mayReadMetrics } from "../lib/http/metrics_reader.ts";
import { notFound } from "../lib/protocol/errors.ts";

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const TEXT = "text/plain; version=0.0.4; charset=utf-8";

export const handlers = publicApi({
  GET: async (ctx, { deps }) => {
    const { remoteAddr } = ctx.info;
    const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    if (!mayReadMetrics(peer, ctx.req.headers, ctx.state.running.config.metricsToken)) throw notFound("This address");
    return new Response(await deps.metrics.text(build()), { headers: { "content-type": TEXT } });
  },
});

/** As it stands in the address of every built file. */
const build = (): string => [...new URLSearchParams(asset("/").split("?")[1]).values()].join();
