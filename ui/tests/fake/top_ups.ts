// Top-ups by card in the fake town: paid up to 500.00, refused above, and waiting while told so.
import type {
  CardTopUpRequest,
  CardTopUpView,
  CardTopUpsView,
  TopUpRequest,
} from '../../src/bindings.gen';
import { yuan } from './data';
import type { FakeWallet } from './wallet';

/** The PIN of the fake town. */
const PIN = '482915';

export const top_up = (
  state: CardTopUpView['state'] = 'paid',
  changed: Partial<CardTopUpView> = {},
): CardTopUpView => ({
  top_up: '01JDTOPUP00000000000000001',
  brand: 'Harbour Bank',
  last_four: '1017',
  amount: yuan(20_000),
  state,
  reason: state === 'refused' ? 'funds_short' : null,
  payment: state === 'paid' ? '01JDTOPPED0000000000000001' : null,
  asked_at_ms: Date.now() - 20_000,
  ...changed,
});

export class FakeTopUps {
  asked: CardTopUpView[] = [];
  /** Whether the bank does not answer. */
  waits = false;
  left_minor = 300_000;

  constructor(private readonly wallet: () => FakeWallet) {}

  /** The commands that these answer. */
  readonly handlers = {
    card_top_ups: () => this.list(),
    card_top_up: ({ top_up: id }: CardTopUpRequest) => this.find(id),
    top_up: (request: TopUpRequest) => this.ask(request),
  };

  private list(): CardTopUpsView {
    const left = yuan(this.left_minor);
    const can_ask = this.left_minor > 0;
    return { min: yuan(100), max: yuan(200_000), left, can_ask, top_ups: this.asked };
  }

  private find(id: string): CardTopUpView {
    return this.asked.find((one) => one.top_up === id) ?? this.wallet().refuse('card_top_up_unknown');
  }

  private ask({ card, amount, pin }: TopUpRequest): CardTopUpView {
    const wallet: FakeWallet = this.wallet();
    const known = wallet.cards.bound.find((one) => one.card === card);
    const from = known ?? wallet.refuse('card_unknown');
    if (pin !== PIN) wallet.refuse('pin_wrong', { tries_left: 4 });
    const minor = Math.round(Number(amount) * 100);
    const state = this.waits ? 'waiting' : minor > 50_000 ? 'refused' : 'paid';
    const { brand, last_four } = from;
    const asked = top_up(state, { brand, last_four, amount: yuan(minor), asked_at_ms: Date.now() });
    this.asked = [asked, ...this.asked];
    return asked;
  }
}
