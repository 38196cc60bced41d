// The sound of a message: two soft notes, a fourth apart, made here and nowhere stored.

/** Hertz: E5, then A5. */
const NOTES = [659.26, 880] as const;
const STEP_S = 0.11;
const DECAY_S = 0.45;
const LOUDNESS = 0.14;
/** So long a machine with other work, or a headset, may take to wake; where nothing sounds until then, nothing will. */
const WAKING_MS = 2_000;

/** @returns whether it sounds: browsers let a page be heard only once somebody has touched it */
export async function ring(): Promise<boolean> {
  if ("userActivation" in navigator && !navigator.userActivation.hasBeenActive) return false;
  const audio = new AudioContext();
  await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, WAKING_MS))]).catch(() => {});
  if (audio.state !== "running") {
    await audio.close().catch(() => {});
    return false;
  }
  const last = NOTES.map((hertz, i) => note(audio, hertz, audio.currentTime + i * STEP_S)).at(-1)!;
  last.onended = () => void audio.close();
  return true;
}

function note(audio: AudioContext, hertz: number, at: number): OscillatorNode {
  const loudness = audio.createGain();
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.012); // a sudden beginning would click
  loudness.gain.exponentialRampToValueAtTime(0.0005, at + DECAY_S);
  loudness.connect(audio.destination);
  const tone = audio.createOscillator();
  tone.frequency.value = hertz;
  tone.connect(loudness);
  tone.start(at);
  tone.stop(at + DECAY_S);
  return tone;
}
