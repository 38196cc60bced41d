// Whether the database still answers, asked now and then on a connection of its own. A host that is gone without a word, or a server that
// was stopped, leaves every query waiting: nothing on our side ever ends. It knows neither the pool nor what is asked.

export interface Asker {
  /** one small question */
  ask(): Promise<unknown>;
  /** @returns once its connection is gone, or given up */
  end(): Promise<unknown>;
}

const BEAT_MS = 1_000;
/** Beats without any answer. They are this process's own: one that stood still itself has not waited. */
const SILENT = 5;

/**
 * @param open gives a new connection, which is used until it fails
 * @param answers how many the database has given to others so far: one that is slow under load gives some, and is left alone
 * @param onSilent it has given none for some seconds; called again after as many
 * @returns ends it
 */
export function listenForSilence(
  open: () => Asker,
  answers: () => number,
  onSilent: () => void,
): () => Promise<unknown> {
  let asker: Asker | undefined;
  /** beats since it was asked, or has answered anybody; undefined: nothing is asked */
  let waited: number | undefined;
  let heard = 0;

  function drop(): Promise<unknown> {
    const ended = asker?.end().catch(() => {});
    asker = waited = undefined;
    return Promise.resolve(ended);
  }

  function ask(): void {
    const asked = asker ??= open();
    waited = 0;
    heard = answers();
    const answered = () => void (asked === asker && (waited = undefined));
    // What is refused at once is no silence: whoever asks something else is refused as well, and knows.
    asked.ask().then(answered, () => void (asked === asker && drop()));
  }

  const timer = setInterval(() => {
    if (waited === undefined) return ask();
    const before = heard;
    heard = answers();
    waited = heard === before ? waited + 1 : 0;
    if (waited < SILENT) return;
    drop();
    onSilent();
  }, BEAT_MS);

  return () => {
    clearInterval(timer);
    return drop();
  };
}
