// The scenes of red envelopes.
import type { ReadingView } from '../../src/bindings.gen';
import { DAY_MS, MINUTE_MS } from '../../tests/fake/data';
import { FOREIGN_LINK, type Kept, claimed, kept, linkOf } from '../../tests/fake/envelopes';
import type { FakeWallet } from '../../tests/fake/wallet';
import type { Scene } from './scenes';

const idOf = (word: string) => `06F9${word.toUpperCase().padEnd(22, '0')}`;
const NAMES = ['Chen Bo', '王小明', 'Ana Ruiz', 'Green Tea House Staff'];

const ended = (more: Partial<Kept> = {}) =>
  kept('party', { claims: claimed('Chen Bo', '王小明', null, 'Ana Ruiz', 'Wei'), state: 'finished', ...more });
const sent = (more: Partial<Kept> = {}) =>
  kept('mine', { sender: null, greeting: '恭喜发财，大吉大利', claims: claimed(...NAMES.slice(0, 2)), ...more });

const over = (): Kept =>
  kept('over', {
    sender: null,
    greeting: 'Well done, team',
    split: 'equal',
    shares: [400, 400, 400, 400],
    claims: claimed('Chen Bo', 'Ana Ruiz'),
    state: 'returned',
    sent_at_ms: Date.now() - 2 * DAY_MS,
  });

const withAll = (wallet: FakeWallet) => {
  const one = kept('one', { sender: null, payee: 'Chen Bo', split: 'equal', shares: [6600] });
  wallet.envelopes.all = [sent(), { ...one, sent_at_ms: Date.now() - 90 * MINUTE_MS }, over(), ended()];
};

const has = (...all: Kept[]) => (wallet: FakeWallet) => (wallet.envelopes.all = all);

const read = (code: string, is_ours = true) => (): ReadingView => ({
  reading: 'envelope',
  code,
  operator: is_ours ? 'Riverside Co-operative' : 'Hilltown Bank',
  is_ours,
});
const party = { path: '/envelope', reading: read(linkOf('party')) };

export const envelope_scenes: Record<string, Scene> = {
  envelopes: { path: '/envelopes', set: withAll },
  envelopes_got: { path: '/envelopes', set: withAll },
  envelopes_empty: { path: '/envelopes' },
  envelopes_loading: { path: '/envelopes', set: (wallet) => wallet.hangs('envelopes') },
  envelopes_offline: { path: '/envelopes', set: (wallet) => wallet.fails('envelopes', 'offline') },
  envelope_send: { path: '/envelopes/send' },
  envelope_send_empty: { path: '/envelopes/send' },
  envelope_send_equal: { path: '/envelopes/send' },
  envelope_send_much: { path: '/envelopes/send' },
  envelope_send_person: { path: '/envelopes/send' },
  envelope_send_whom: { path: '/envelopes/send' },
  envelope_person_scan: { path: '/scan?for=person' },
  envelope_confirm: { path: '/envelopes/send' },
  envelope_confirm_lost: {
    path: '/envelopes/send',
    set: (wallet) => wallet.fails('confirm_envelope', 'answer_lost'),
  },
  envelope_pin: { path: '/envelopes/send' },
  envelope_sent: { path: '/envelopes/send' },
  envelope_closed: { ...party, set: has(kept('party', { claims: claimed('Chen Bo') })) },
  envelope_opening: { ...party, set: (wallet) => wallet.hangs('claim_envelope') },
  envelope_opened: { ...party, set: has(kept('party', { claims: claimed('Chen Bo', 'Wei') })) },
  envelope_claimed: { ...party, set: has(ended()) },
  envelope_gone: { ...party, set: has(ended({ claims: claimed(...NAMES, 'Wei') })) },
  envelope_late: { ...party, set: has(ended({ claims: claimed('Wei'), state: 'returned' })) },
  envelope_not_mine: { ...party, set: has(kept('party', { payee: 'Chen Bo', shares: [880] })) },
  envelope_cut_off: {
    ...party,
    set: (wallet) => {
      wallet.envelopes.all = [kept('party')];
      wallet.online = false;
    },
  },
  envelope_foreign: { path: '/envelope', reading: read(FOREIGN_LINK, false) },
  envelope_detail: { path: `/envelopes/${idOf('mine')}`, set: withAll },
  envelope_detail_code: { path: `/envelopes/${idOf('mine')}`, set: withAll },
  envelope_detail_end: { path: `/envelopes/${idOf('party')}`, set: withAll },
  envelope_detail_proof: { path: `/envelopes/${idOf('party')}`, set: withAll },
  envelope_detail_back: { path: `/envelopes/${idOf('over')}`, set: withAll },
  envelope_detail_broken: {
    path: `/envelopes/${idOf('party')}`,
    set: has(ended({ holds: false })),
  },
};
