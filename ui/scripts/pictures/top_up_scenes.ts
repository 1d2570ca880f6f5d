// The scenes of topping up from a card.
import { card } from '../../tests/fake/cards';
import { top_up } from '../../tests/fake/top_ups';
import type { FakeWallet } from '../../tests/fake/wallet';
import type { Scene } from './scenes';

const bound = ({ cards }: FakeWallet) => {
  cards.bound = [card(), card('2015', 'Tea House Savings')];
};

const ended = (state: 'waiting' | 'paid' | 'refused'): Scene => {
  const one = top_up(state);
  return {
    path: `/top-up/${one.top_up}`,
    set: (wallet) => {
      bound(wallet);
      wallet.cards.top_ups.asked = [one];
    },
  };
};

export const top_up_scenes: Record<string, Scene> = {
  top_up: { path: '/top-up', set: bound },
  top_up_amount: { path: '/top-up', set: bound },
  top_up_pin: { path: '/top-up', set: bound },
  top_up_waits: {
    path: '/top-up',
    set: (wallet) => {
      bound(wallet);
      wallet.cards.top_ups.asked = [top_up('waiting')];
    },
  },
  top_up_none_left: {
    path: '/top-up',
    set: (wallet) => {
      bound(wallet);
      wallet.cards.top_ups.left_minor = 0;
    },
  },
  top_up_empty: { path: '/top-up' },
  top_up_not_offered: { path: '/top-up', set: ({ cards }) => (cards.can_bind = false) },
  top_up_waiting: ended('waiting'),
  top_up_paid: ended('paid'),
  top_up_refused: ended('refused'),
};
