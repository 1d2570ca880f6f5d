// Looks for codes in a picture that the person chose or pasted.
import type { FoundView, ScanView } from '../../bindings.gen';
import { decodeFrame, decodePicture } from '../../platform';
import { distinct, pixelsOf } from './frames';

/** The web view knows picture formats that the core does not, and can hand over their pixels. */
async function decodeDrawn(file: Blob): Promise<ScanView> {
  const bitmap = await createImageBitmap(file);
  const picture = pixelsOf(bitmap, bitmap, document.createElement('canvas'));
  bitmap.close();
  if (picture === null) return { found: [] };
  return decodeFrame(picture.rgba, picture.width, picture.height);
}

export async function codesIn(file: Blob): Promise<FoundView[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = await decodePicture(bytes).catch((cause: unknown) =>
    // When drawing fails too, the core's own words about the file are the better ones.
    decodeDrawn(file).catch(() => Promise.reject(cause)),
  );
  return distinct(view.found);
}

/** Returns the picture that a paste or the clipboard holds, if there is one. */
export function pictureOf(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}
