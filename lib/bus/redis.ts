// The bus over Redis: a fixed number of sharded channels, chosen by a hash of the conversation or person, all subscribed before
// the instance is ready. While Redis is away everything goes on; hints to other instances are dropped, and when it is back
// the subscriber is told to read what it missed.

import { createClient, ErrorReply } from "redis";
import type { Bus, Subscriber } from "./bus.ts";
import { type BusCounts, noBusCounts } from "../metrics/counts.ts";
import { ANYBODY, channelOf, decode, encode, open } from "./encoding.ts";
import { RedisRefuses } from "./redis_refuses.ts";

export interface RedisBusOptions {
  url: string;
  /** the same on all instances; with a thousand or more, node-redis does not come back from a lost connection */
  channels: number;
  /** keeps apart what shares one Redis */
  prefix: string;
  /** of this instance: its own hints come back to it, and are dropped */
  instance: string;
  /** how long to wait for Redis at the start, in ms; it may come up later */
  startMs: number;
  /** what it counts into */
  counts?: BusCounts;
  onError(error: unknown): void;
}

const QUEUE_COMMANDS = 20_000;
/** of what Redis has not answered yet: one that hangs must not fill the memory */
const WAITING_CHARS = 16 * 1024 * 1024;

/** Refusals that end by themselves: it still reads its data, a script keeps it busy, it has too many clients. */
const PASSING = /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ERR max number of clients)/;

function client({ url }: RedisBusOptions, onError: (error: unknown) => void) {
  const made = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUEUE_COMMANDS,
    pingInterval: 5_000,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1_000) },
  });
  made.on("error", onError);
  return made;
}

export interface RedisBus extends Bus {
  /** The connection that publishes, for others who keep counts in Redis. */
  readonly store: object;
}

/**
 * Resolves when subscribed, or after `startMs`: then it goes on trying by itself.
 * @throws RedisRefuses: waiting would not help
 */
export async function redisBus(options: RedisBusOptions): Promise<RedisBus> {
  const { channels, prefix, instance, startMs, counts = noBusCounts() } = options;
  const refused = Promise.withResolvers<never>();
  const onError = (error: unknown): void => {
    if (!(error instanceof ErrorReply)) return options.onError(error);
    const refusal = new RedisRefuses(error.message);
    if (!PASSING.test(error.message)) refused.reject(refusal);
    options.onError(refusal);
  };
  const publisher = client(options, onError);
  const subscriber = client(options, onError);
  const subscribers: Subscriber[] = [];
  const gapListeners: (() => void)[] = [];
  let subscribed = false;
  let waiting = 0;

  function receive(text: string): void {
    const envelope = open(text);
    if (envelope === undefined || envelope.instance === instance) return;
    counts.received++;
    const wanting = subscribers.filter((it) => envelope.id === ANYBODY || it.wants(envelope.id));
    if (wanting.length === 0) counts.unwanted++;
    for (const it of wanting) {
      try {
        it.receive(decode(envelope));
      } catch (error) {
        onError(error);
      }
    }
  }

  const names = Array.from({ length: channels }, (_, i) => `${prefix}${i}`);
  subscriber.on("ready", () => {
    if (subscribed) gap();
  });

  function gap(): void {
    counts.gaps++;
    for (const listener of gapListeners) listener();
  }

  async function start(): Promise<void> {
    // A connection that is lost during what follows comes back by itself; opening it again would fail for ever.
    await Promise.all([publisher, subscriber].map(async (it) => it.isOpen || void await it.connect()));
    await subscriber.ping(); // what refuses a command of so many parts does not say why
    await subscriber.sSubscribe(names, receive);
    subscribed = true;
    gap();
  }

  let closed = false;
  function close(): void {
    closed = true;
    for (const it of [publisher, subscriber]) if (it.isOpen) it.destroy();
  }

  const started = (async () => {
    while (!closed) {
      try {
        return await start();
      } catch (error) {
        onError(error);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  })();
  const late = new Promise<void>((resolve) => setTimeout(resolve, startMs));
  await Promise.race([started, refused.promise, late]).catch((refusal) => {
    close();
    throw refusal;
  });

  return {
    store: publisher,
    publish(event) {
      for (const it of subscribers) it.receive(event);
      if (!publisher.isReady || waiting > WAITING_CHARS) return void counts.dropped++;
      counts.published++;
      const text = encode(instance, event);
      waiting += text.length;
      const channel = `${prefix}${channelOf(event, channels)}`;
      publisher.sPublish(channel, text).catch(onError).finally(() => waiting -= text.length);
    },
    subscribe: (it) => void subscribers.push(it),
    onGap: (listener) => void gapListeners.push(listener),
    get connected() {
      return subscribed && subscriber.isReady && publisher.isReady;
    },
    close: () => Promise.resolve(close()),
  };
}
