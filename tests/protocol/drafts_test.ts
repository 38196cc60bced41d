// Two devices write one draft: whatever they type in whatever order, nothing that either of them typed last is lost.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { mergeDrafts } from "../../lib/protocol/drafts.ts";

const text = fc.oneof(fc.string(), fc.constantFrom("", "a", "ab", "b", "a\n\nb", "\n\n"));

Deno.test("a merged draft contains both, and is no longer than it has to be", () => {
  fc.assert(fc.property(text, text, (stored, ours) => {
    const merged = mergeDrafts(stored, ours);
    assert.ok(merged.includes(stored) && merged.includes(ours));
    if (stored.includes(ours) || ours.includes(stored)) {
      assert.equal(merged.length, Math.max(stored.length, ours.length));
    }
    assert.equal(mergeDrafts(merged, ours), merged, "a repeat changes nothing");
  }));
});

/** A device, as the protocol wants it: it shows what it was told unless it has something of its own to save. */
interface Device {
  text: string;
  version: number;
  /** whether what is typed here was saved */
  isSaved: boolean;
}

type Step = { device: 0 | 1; what: "type" | "save" | "hear"; text: string };

const steps = fc.array(
  fc.record<Step>({
    device: fc.constantFrom(0, 1),
    what: fc.constantFrom("type", "save", "hear"),
    text: fc.string({ minLength: 1, maxLength: 5 }),
  }),
  { maxLength: 30 },
);

Deno.test("every text that either device typed last is in the result, unless it was seen by the other and changed there", () => {
  fc.assert(
    fc.property(steps, (steps) => {
      let [stored, version] = ["", 0];
      const devices: [Device, Device] = [{ text: "", version: 0, isSaved: true }, {
        text: "",
        version: 0,
        isSaved: true,
      }];
      /** what must be found in the stored text: typed last on a device, saved, and not changed by who had it before their eyes */
      let owed: string[] = [];
      const save = (device: Device) => {
        if (device.isSaved) return;
        const isNewest = device.version === version;
        stored = isNewest ? device.text : mergeDrafts(stored, device.text);
        owed = isNewest ? [device.text] : [...owed, device.text];
        version++;
        Object.assign(device, { text: stored, version, isSaved: true });
      };
      for (const { device: i, what, text } of steps) {
        const device = devices[i];
        if (what === "type") Object.assign(device, { text: device.text + text, isSaved: false });
        else if (what === "save") save(device);
        else if (device.isSaved) Object.assign(device, { text: stored, version });
        for (const typed of owed) assert.ok(stored.includes(typed));
      }
      const typed = devices.filter((device) => !device.isSaved).map((device) => device.text);
      devices.forEach(save);
      for (const text of typed) assert.ok(stored.includes(text), "what was not saved yet is there in the end");
    }),
    { numRuns: 2_000 },
  );
});
