// A picture cut to a square, as small as it is ever shown: what is beside it, and what its camera wrote into it, never leaves the device.

/** Pixels a side. */
const SIDE = 512;

/** @returns a JPEG; undefined: this browser cannot read the file as a picture */
export async function squareOf(file: Blob): Promise<Blob | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await drawn(image);
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function drawn(image: HTMLImageElement): Promise<Blob | undefined> {
  const { naturalWidth: width, naturalHeight: height } = image;
  const from = Math.min(width, height);
  const side = Math.min(SIDE, from);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  if (pen === null || side === 0) return undefined;
  pen.imageSmoothingQuality = "high";
  // JPEG knows no transparency: what is behind would be black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.drawImage(image, (width - from) / 2, (height - from) / 2, from, from, 0, 0, side, side);
  return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/jpeg", 0.9));
}
