// What pays the person of the fake town: their own code, with an amount or without.
import type { ReceiveRequest, ReceiveView } from '../../src/bindings.gen';
import { OWN, pictureOfCode } from './data';
import type { FakeWallet } from './wallet';

export const receive = (wallet: FakeWallet, { amount, note }: ReceiveRequest): ReceiveView => ({
  text: OWN,
  svg: pictureOfCode(),
  name: wallet.state.profile?.name ?? '',
  amount: amount === null ? null : wallet.amount(amount).view,
  note,
});
