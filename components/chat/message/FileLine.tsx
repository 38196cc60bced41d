// A file in words: the ending of its name as its sign, the name, how large it is.

import { File } from "../../icons.ts";
import { endingOf, type Typed } from "../../../lib/client/files/kinds.ts";
import { fileSize } from "../../../lib/i18n/file_size.ts";
import { useReader } from "../../../lib/i18n/language.ts";

interface FileLineProps {
  file: Typed & { size: number };
  /** false: a picture stands in the place of the sign */
  isSigned?: boolean;
}

export function FileLine({ file, isSigned = true }: FileLineProps) {
  const { locale } = useReader();
  return (
    <>
      {isSigned && <span class="file-sign" aria-hidden="true">{endingOf(file.name) || <File />}</span>}
      <span class="file-words">
        <b dir="auto">{file.name}</b>
        <small>{fileSize(file.size, locale)}</small>
      </span>
    </>
  );
}
