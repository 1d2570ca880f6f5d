// Hands a text to the system's sheet for sharing.
import { toast } from '../../parts/toast';

export const can_share = (): boolean => typeof navigator.share === 'function';

/** Shares a text; `failed` is said when that did not come about. */
export async function shareText(title: string, words: string, failed: string): Promise<void> {
  try {
    await navigator.share({ title, text: words });
  } catch (cause) {
    // Closing the system's sheet is a decision; everything else is worth a word.
    const closed = cause instanceof DOMException && cause.name === 'AbortError';
    if (!closed) toast(failed);
  }
}
