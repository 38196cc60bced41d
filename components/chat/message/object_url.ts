// Showing bytes that are on this device: an address for them for as long as they are shown.

import { useEffect, useState } from "preact/hooks";

/** @returns undefined: there are none, or not yet */
export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return blob === undefined ? undefined : url;
}
