// Files that the core made: saved by the host's own way, or handed to the system's sheet.
import type { FileView } from '../../bindings.gen';
import { toast } from '../../parts/toast';

/** How long a file is kept for the host to fetch it, in milliseconds. */
const KEPT_MS = 60_000;

function bytes(content: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
}

function fileOf({ name, media_type, content }: FileView): File {
  return new File([bytes(content)], name, { type: media_type });
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

export function saveFile(view: FileView): void {
  saveBlob(view.name, fileOf(view));
}

/** Whether this device hands such files to its sheet for sharing. */
export function canShareFiles(): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  return navigator.canShare({ files: [new File([''], 'bill.csv', { type: 'text/csv' })] });
}

/** Shares a file; `failed` is said when that did not come about. */
export async function shareFile(view: FileView, failed: string): Promise<void> {
  try {
    await navigator.share({ files: [fileOf(view)] });
  } catch (cause) {
    // Closing the system's sheet is a decision; everything else is worth a word.
    const closed = cause instanceof DOMException && cause.name === 'AbortError';
    if (!closed) toast(failed);
  }
}

/** The SHA-256 of a file, in hexadecimal. */
export async function fingerprint(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
