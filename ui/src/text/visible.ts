// Text that strangers wrote, made harmless to look at: signs that reorder it or hide in it are shown.

/** Controls, and signs that turn the direction of letters or take no room; line ends may stay. */
const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Returns the text with a replacement sign where something would not be seen. */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, '\ufffd');
}
