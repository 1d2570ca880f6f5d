// The cards of the fake town: one that can be bound, with one code.
import type {
  BindCardRequest,
  CardCodeView,
  CardView,
  CardsView,
  ConfirmCardRequest,
  UnbindCardRequest,
} from '../../src/bindings.gen';
import { FakeTopUps } from './top_ups';
import type { FakeWallet } from './wallet';

export const NUMBER = '9000000000001017';
export const CARD_CODE = '246810';

export const card = (last_four = '1017', brand = 'Harbour Bank'): CardView => ({
  card: `01JDCARD000000000000000${last_four.slice(1)}`,
  brand,
  last_four,
  bound_at_ms: Date.now() - 3_600_000,
});

export class FakeCards {
  bound: CardView[] = [];
  can_bind = true;
  tries_left = 5;

  readonly top_ups = new FakeTopUps(() => this.wallet);

  constructor(private readonly wallet: FakeWallet) {}

  /** The commands that these answer. */
  readonly handlers = {
    cards: () => this.list(),
    bind_card: ({ number, holder }: BindCardRequest) => this.bind(number, holder),
    confirm_card: ({ code }: ConfirmCardRequest) => this.confirm(code),
    unbind_card: ({ card: id }: UnbindCardRequest) => this.unbind(id),
    ...this.top_ups.handlers,
  };

  private list(): CardsView {
    return { cards: this.bound, can_bind: this.can_bind };
  }

  private bind(number: string, holder: string): CardCodeView {
    if (number !== NUMBER || holder.toUpperCase() !== 'LIN') this.wallet.refuse('card_refused');
    return {
      binding: '01JDBINDING000000000000000',
      sent_to: '+86···01',
      code_digits: 6,
      expires_at_ms: Date.now() + 600_000,
    };
  }

  private confirm(code: string): CardView {
    if (this.tries_left === 0) this.wallet.refuse('code_tries_used');
    if (code !== CARD_CODE) {
      this.tries_left -= 1;
      this.wallet.refuse('code_wrong', { tries_left: this.tries_left });
    }
    const bound = card();
    this.bound = [bound, ...this.bound];
    return bound;
  }

  private unbind(id: string): CardsView {
    this.bound = this.bound.filter((one) => one.card !== id);
    return this.list();
  }
}
