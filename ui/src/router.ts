// Which screen is at which address. The wallet's stage decides what may be seen at all.
import { type WatchStopHandle, watch } from 'vue';
import { type RouteLocationNormalized, type RouteLocationRaw, type Router, type RouterHistory, createRouter } from 'vue-router';
import type { Stage } from './bindings.gen';
import CampaignsScreen from './screens/campaigns/CampaignsScreen.vue';
import DrawCheckScreen from './screens/campaigns/DrawCheckScreen.vue';
import BindCardScreen from './screens/cards/BindCardScreen.vue';
import CardsScreen from './screens/cards/CardsScreen.vue';
import CodeScreen from './screens/code/CodeScreen.vue';
import CouponsScreen from './screens/coupons/CouponsScreen.vue';
import TakeScreen from './screens/coupons/TakeScreen.vue';
import DevicesScreen from './screens/devices/DevicesScreen.vue';
import EnvelopeScreen from './screens/envelopes/EnvelopeScreen.vue';
import EnvelopesScreen from './screens/envelopes/EnvelopesScreen.vue';
import OpenScreen from './screens/envelopes/OpenScreen.vue';
import SendScreen from './screens/envelopes/SendScreen.vue';
import DetailScreen from './screens/history/DetailScreen.vue';
import HistoryScreen from './screens/history/HistoryScreen.vue';
import HomeScreen from './screens/home/HomeScreen.vue';
import LockedScreen from './screens/locked/LockedScreen.vue';
import PayerCodeScreen from './screens/payer_code/PayerCodeScreen.vue';
import PayScreen from './screens/pay/PayScreen.vue';
import ResumeScreen from './screens/pay/ResumeScreen.vue';
import ReceiveScreen from './screens/receive/ReceiveScreen.vue';
import ScanScreen from './screens/scan/ScanScreen.vue';
import AboutScreen from './screens/settings/AboutScreen.vue';
import PinScreen from './screens/settings/PinScreen.vue';
import SettingsScreen from './screens/settings/SettingsScreen.vue';
import BillsScreen from './screens/office/BillsScreen.vue';
import FiguresScreen from './screens/office/FiguresScreen.vue';
import LabelsScreen from './screens/office/LabelsScreen.vue';
import MattersScreen from './screens/office/MattersScreen.vue';
import TakersScreen from './screens/office/TakersScreen.vue';
import UpliftsScreen from './screens/office/UpliftsScreen.vue';
import SoundBoxesScreen from './screens/office/SoundBoxesScreen.vue';
import ShiftScreen from './screens/shifts/ShiftScreen.vue';
import ShiftsScreen from './screens/shifts/ShiftsScreen.vue';
import CatalogueScreen from './screens/shops/CatalogueScreen.vue';
import ChargeScreen from './screens/shops/ChargeScreen.vue';
import JoinScreen from './screens/shops/JoinScreen.vue';
import OpenShopScreen from './screens/shops/OpenShopScreen.vue';
import ShopScreen from './screens/shops/ShopScreen.vue';
import ShopsScreen from './screens/shops/ShopsScreen.vue';
import StaffScreen from './screens/shops/StaffScreen.vue';
import TakenScreen from './screens/shops/TakenScreen.vue';
import TakingsScreen from './screens/shops/TakingsScreen.vue';
import TillScreen from './screens/shops/TillScreen.vue';
import WelcomeScreen from './screens/welcome/WelcomeScreen.vue';
import TopUpEndScreen from './screens/top_up/TopUpEndScreen.vue';
import TopUpScreen from './screens/top_up/TopUpScreen.vue';
import { toast } from './parts/toast';
import { errorOf } from './platform';
import { type ConfirmAsked, confirm_asked } from './session/confirm_asked';
import {
  FOLLOWED_PATHS,
  followed_code,
  followed_path,
  link_followed,
  readCode,
  readLink,
  reading,
} from './session/reading';
import { session } from './session/state';
import { text } from './text';
import { errorText } from './text/error';

const routes = [
  { path: '/', component: HomeScreen },
  { path: '/welcome', component: WelcomeScreen },
  { path: '/locked', component: LockedScreen },
  { path: '/scan', component: ScanScreen },
  { path: '/code', component: CodeScreen },
  { path: '/pay', component: PayScreen },
  { path: '/pay/:payment', component: ResumeScreen, props: true },
  { path: '/pay-code', component: PayerCodeScreen },
  { path: '/receive', component: ReceiveScreen },
  { path: '/top-up', component: TopUpScreen },
  { path: '/top-up/:top_up', component: TopUpEndScreen },
  { path: '/campaigns/:campaign?', component: CampaignsScreen, props: true },
  { path: '/coupons', component: CouponsScreen },
  { path: '/coupons/take', component: TakeScreen },
  { path: '/envelope', component: OpenScreen },
  { path: '/envelopes', component: EnvelopesScreen },
  { path: '/envelopes/send', component: SendScreen },
  { path: '/envelopes/:envelope', component: EnvelopeScreen, props: true },
  { path: '/history', component: HistoryScreen },
  { path: '/history/:payment', component: DetailScreen, props: true },
  { path: '/history/:payment/draw', component: DrawCheckScreen, props: true },
  { path: '/settings', component: SettingsScreen },
  { path: '/settings/cards', component: CardsScreen },
  { path: '/settings/cards/bind', component: BindCardScreen },
  { path: '/settings/devices', component: DevicesScreen },
  { path: '/settings/pin', component: PinScreen },
  { path: '/settings/about', component: AboutScreen },
  { path: '/shops', component: ShopsScreen },
  { path: '/shops/open', component: OpenShopScreen },
  { path: '/shops/join', component: JoinScreen },
  { path: '/shops/:merchant', component: ShopScreen, props: true },
  { path: '/shops/:merchant/till', component: TillScreen, props: true },
  { path: '/shops/:merchant/till/:charge', component: ChargeScreen, props: true },
  { path: '/shops/:merchant/takings', component: TakingsScreen, props: true },
  { path: '/shops/:merchant/takings/:payment', component: TakenScreen, props: true },
  { path: '/shops/:merchant/staff', component: StaffScreen, props: true },
  { path: '/shops/:merchant/figures', component: FiguresScreen, props: true },
  { path: '/shops/:merchant/takers', component: TakersScreen, props: true },
  { path: '/shops/:merchant/shifts', component: ShiftsScreen, props: true },
  { path: '/shops/:merchant/shifts/:shift', component: ShiftScreen, props: true },
  { path: '/shops/:merchant/bills', component: BillsScreen, props: true },
  { path: '/shops/:merchant/uplifts', component: UpliftsScreen, props: true },
  { path: '/shops/:merchant/sound-boxes', component: SoundBoxesScreen, props: true },
  { path: '/shops/:merchant/labels', component: LabelsScreen, props: true },
  { path: '/shops/:merchant/matters', component: MattersScreen, props: true },
  { path: '/shops/:merchant/catalogue', component: CatalogueScreen, props: true },
  { path: '/:rest(.*)', redirect: '/' },
];

const OUTSIDE = ['/welcome', '/locked'];

/** Returns the only screen of a stage, or null when the stage opens the wallet. */
function onlyScreen(stage: Stage): string | null {
  if (stage === 'locked') return '/locked';
  return stage === 'ready' ? null : '/welcome';
}

function guard(to: RouteLocationNormalized): RouteLocationRaw | boolean {
  const only = onlyScreen(session.state?.stage ?? 'new');
  const path = FOLLOWED_PATHS.find((known) => known === to.path);
  const followed = path !== undefined && typeof to.query.code === 'string';
  if (followed) {
    followed_path.value = path;
    followed_code.value = to.query.code as string;
  }
  // What was followed waits until the wallet is open.
  if (only !== null) return to.path === only || only;
  if (followed) return { path, replace: true };
  if (to.path === '/' && followed_code.value !== null) return followed_path.value;
  if (OUTSIDE.includes(to.path)) return '/';
  const needed = to.path === '/pay' || to.path === '/code';
  return needed && reading.value === null ? '/' : true;
}

export function openRouter(history: RouterHistory) {
  const router = createRouter({ history, routes });
  router.beforeEach(guard);
  openWhenAsked(router);
  followLinks(router);
  return router;
}

function tell({ amount, name }: ConfirmAsked): void {
  toast(text.value.payer.confirm(amount.symbol + amount.digits, name));
}

const isPaying = (router: Router) => /^\/pay(\/|$)/.test(router.currentRoute.value.path);

/** Where money is being given or taken: what comes from outside waits until that has ended. */
const BUSY = /^\/(pay|top-up|envelopes\/send|settings\/cards\/bind|shops\/[^/]+\/till)(\/|$)/;
const isBusy = (router: Router) => BUSY.test(router.currentRoute.value.path);

let opening: WatchStopHandle | null = null;

/**
 * Opens the pay screen when a till asks for the PIN. A payment that is under way is not torn away:
 * what is asked for opens after it.
 */
function openWhenAsked(router: Router): void {
  opening?.();
  let opened = confirm_asked.value;

  async function open(): Promise<void> {
    const asked = confirm_asked.value;
    if (asked === null || asked === opened) return;
    if (isPaying(router)) return tell(asked);
    opened = asked;
    // One that expired or was closed meanwhile says so, and nothing opens.
    await readCode(asked.code).then(
      (path) => router.push(path),
      (cause: unknown) => toast(errorText(errorOf(cause)).message),
    );
  }

  opening = watch(confirm_asked, open);
  router.afterEach(() => void open());
}

let following: WatchStopHandle | null = null;

/** Follows a link of the system once the wallet is open, and not before a payment has ended. */
function followLinks(router: Router): void {
  following?.();

  async function follow(): Promise<void> {
    const link = link_followed.value;
    if (link === null || session.state?.stage !== 'ready' || isBusy(router)) return;
    link_followed.value = null;
    await readLink(link).then(
      (path) => router.push(path),
      (cause: unknown) => toast(errorText(errorOf(cause)).message),
    );
  }

  following = watch([link_followed, () => session.state?.stage], follow);
  router.afterEach(() => void follow());
}
