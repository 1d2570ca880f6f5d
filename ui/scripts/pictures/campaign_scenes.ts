// The screens of campaigns and their draws, in every state worth a picture.
import type { DrawView, ReadingView } from '../../src/bindings.gen';
import { CAMPAIGN, campaign, checkOf, day, draw, drawsWith, event, hasDrawn } from '../../tests/fake/campaigns';
import { LABEL, offers, payment, yuan } from '../../tests/fake/data';
import type { FakeWallet } from '../../tests/fake/wallet';
import type { Scene } from './scenes';

/** Titles and shops are what an operator wrote: in Chinese where the screens are. */
function localise(wallet: FakeWallet): void {
  if (wallet.state.settings.language !== 'zh') return;
  wallet.campaigns = wallet.campaigns.map((one) => ({ ...one, title: '河畔秋日返现' }));
}

const ofDay = (wallet: FakeWallet, it: DrawView): DrawView =>
  wallet.state.settings.language === 'zh' ? { ...it, title: '河畔秋日返现' } : it;

const paying = (it: DrawView): Scene => ({
  path: '/pay',
  reading: (): ReadingView => ({ reading: 'payable', code: LABEL, offer: offers()[LABEL]! }),
  set: (wallet) => drawsWith(wallet, ofDay(wallet, it)),
});

const checking = (it: DrawView, more: Parameters<typeof checkOf>[1] = {}): Scene => ({
  path: '/history/DRAWN/draw',
  set: (wallet) => {
    hasDrawn(wallet, ofDay(wallet, it));
    wallet.instead.check_draw = () => checkOf(ofDay(wallet, it), more);
  },
});

const drawn = (it: DrawView, path: string): Scene => ({
  path,
  set: (wallet) => hasDrawn(wallet, ofDay(wallet, it)),
});

const shown = { is_seed_shown: true, day: day(-1) };

export const campaign_scenes: Record<string, Scene> = {
  home_campaign: { set: localise },
  campaign: { path: '/campaigns', set: localise },
  campaign_held_out: {
    path: '/campaigns',
    set: (wallet) => {
      wallet.campaigns = [campaign({ today: 'held_out', held_out: '10' })];
      localise(wallet);
    },
  },
  campaign_event: {
    path: '/campaigns',
    set: (wallet) => {
      const events = [event('double', -8, -6), event('waive', 0), event('double', 5, 7)];
      wallet.campaigns = [campaign({ events, not_at: ['Riverside Market'], until_day: day(60) })];
      localise(wallet);
    },
  },
  campaign_over: {
    path: `/campaigns/${CAMPAIGN}`,
    set: (wallet) => {
      wallet.campaigns = [campaign({ state: 'ended', today: 'drawn', until_day: day(-2) })];
      localise(wallet);
    },
  },
  campaigns: {
    path: '/campaigns',
    set: (wallet) => {
      wallet.campaigns = [
        campaign({ today: 'drawn' }),
        campaign({ campaign: 'MARKET', title: 'Market Week', from_day: day(9), until_day: day(15) }),
        campaign({ campaign: 'SPRING', title: 'Riverside Spring', state: 'ended', until_day: day(-90) }),
      ];
    },
  },
  campaigns_empty: { path: '/campaigns', set: (wallet) => (wallet.campaigns = []) },
  campaigns_loading: { path: '/campaigns', set: (wallet) => wallet.hangs('campaigns') },
  campaigns_error: { path: '/campaigns', set: (wallet) => wallet.fails('campaigns', 'overloaded') },
  draw_won: paying(draw('won')),
  draw_won_event: paying(draw('won', { event: 'waive', won: yuan(2800) })),
  draw_lost: paying(draw('lost')),
  draw_none: paying(draw('not_drawn')),
  draw_home: drawn(draw('won'), '/'),
  draw_detail: drawn(draw('won'), '/history/DRAWN'),
  draw_detail_lost: drawn(draw('lost'), '/history/DRAWN'),
  draw_detail_none: drawn(draw('not_drawn'), '/history/DRAWN'),
  draw_cash_back: drawn(draw('won'), '/history/WON'),
  check_holds: checking(draw('won', shown)),
  check_waiting: checking(draw('lost'), { commitment_was_kept: false }),
  check_wrong: checking(draw('lost', shown), { verdict: 'wrong', wrong: 'ticket_wrong' }),
  check_error: {
    path: `/history/${payment(2).payment}/draw`,
    set: (wallet) => wallet.fails('check_draw', 'overloaded'),
  },
};
