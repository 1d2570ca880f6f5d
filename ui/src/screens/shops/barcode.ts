// Which item a bar code is of.
import type { ItemView } from '../../bindings.gen';

/** A UPC-A of 12 digits is the EAN-13 with a 0 before it: scanners say one or the other. */
const normal = (code: string): string => (/^\d{12}$/.test(code) ? `0${code}` : code);

export const itemOf = (items: ItemView[], code: string): ItemView | undefined =>
  items.find((one) => one.barcode !== null && normal(one.barcode) === normal(code));
