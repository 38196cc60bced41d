// How much one person may upload: so often, and so many at the same time. Each that is under way holds a piece of memory for as long
// as its sender likes.

import { ParleyError } from "../protocol/errors.ts";
import type { Rate } from "./rates.ts";

export interface Uploads {
  /**
   * Counts one.
   * @returns what its end calls
   * @throws ParleyError `rate_limited`
   */
  begin(userId: string): Promise<() => void>;
}

/** @param atOnce of one person, on this instance */
export function uploadsAtOnce(rate: Rate, atOnce: number): Uploads {
  const running = new Map<string, number>();
  return {
    async begin(userId) {
      const count = running.get(userId) ?? 0;
      if (count >= atOnce) {
        throw new ParleyError("rate_limited", `You can upload ${atOnce} files at a time.`, { retryAfter: 1 });
      }
      running.set(userId, count + 1);
      const end = () => {
        const left = (running.get(userId) ?? 1) - 1;
        if (left === 0) running.delete(userId);
        else running.set(userId, left);
      };
      try {
        await rate.spend(userId);
      } catch (error) {
        end();
        throw error;
      }
      return end;
    },
  };
}
