// Which addresses may leave for another app, each only after a tap. The app's capabilities allow
// the very same list; a test of the shell compares them.

/** The beginnings of such addresses. */
export const OPENABLE = [
  'https://',
  'upi://',
  'bitcoin:',
  'lightning:',
  'lnurl:',
  'lnurlp:',
  'lnurlw:',
  'lnurlc:',
  'keyauth:',
  'taler://',
  'payto://',
  'weixin://',
  'wxp://',
  'alipays://',
];

/**
 * Returns an address as it is handed over, its scheme in small letters, or null when it is none
 * that may be opened. White space and control characters are in no address.
 */
export function openable(link: string): string | null {
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:/i.exec(link) ?? [];
  const address = scheme.toLowerCase() + link.slice(scheme.length);
  const known = OPENABLE.some((start) => address.startsWith(start) && address !== start);
  return known && !/[\s\u0000-\u001f\u007f]/.test(address) ? address : null;
}
