// What a code that can be paid says.
import type { OfferView, ReadingView } from '../../src/bindings.gen';
import { offers } from '../../tests/fake/data';

export const payable = (code: string) => (): ReadingView => ({
  reading: 'payable',
  code,
  offer: offers()[code] as OfferView,
});
