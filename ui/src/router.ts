// Which screen is at which address. The wallet's stage decides what may be seen at all.
import { type RouteLocationNormalized, type RouterHistory, createRouter } from 'vue-router';
import type { Stage } from './bindings.gen';
import CodeScreen from './screens/code/CodeScreen.vue';
import DetailScreen from './screens/history/DetailScreen.vue';
import HistoryScreen from './screens/history/HistoryScreen.vue';
import HomeScreen from './screens/home/HomeScreen.vue';
import LockedScreen from './screens/locked/LockedScreen.vue';
import PayScreen from './screens/pay/PayScreen.vue';
import ResumeScreen from './screens/pay/ResumeScreen.vue';
import ReceiveScreen from './screens/receive/ReceiveScreen.vue';
import ScanScreen from './screens/scan/ScanScreen.vue';
import AboutScreen from './screens/settings/AboutScreen.vue';
import PinScreen from './screens/settings/PinScreen.vue';
import SettingsScreen from './screens/settings/SettingsScreen.vue';
import WelcomeScreen from './screens/welcome/WelcomeScreen.vue';
import { reading } from './session/reading';
import { session } from './session/state';

const routes = [
  { path: '/', component: HomeScreen },
  { path: '/welcome', component: WelcomeScreen },
  { path: '/locked', component: LockedScreen },
  { path: '/scan', component: ScanScreen },
  { path: '/code', component: CodeScreen },
  { path: '/pay', component: PayScreen },
  { path: '/pay/:payment', component: ResumeScreen, props: true },
  { path: '/receive', component: ReceiveScreen },
  { path: '/history', component: HistoryScreen },
  { path: '/history/:payment', component: DetailScreen, props: true },
  { path: '/settings', component: SettingsScreen },
  { path: '/settings/pin', component: PinScreen },
  { path: '/settings/about', component: AboutScreen },
  { path: '/:rest(.*)', redirect: '/' },
];

const OUTSIDE = ['/welcome', '/locked'];

/** Returns the only screen of a stage, or null when the stage opens the wallet. */
function onlyScreen(stage: Stage): string | null {
  if (stage === 'locked') return '/locked';
  return stage === 'ready' ? null : '/welcome';
}

function guard(to: RouteLocationNormalized): string | boolean {
  const only = onlyScreen(session.state?.stage ?? 'new');
  if (only !== null) return to.path === only || only;
  if (OUTSIDE.includes(to.path)) return '/';
  const needed = to.path === '/pay' || to.path === '/code';
  return needed && reading.value === null ? '/' : true;
}

export function openRouter(history: RouterHistory) {
  const router = createRouter({ history, routes });
  router.beforeEach(guard);
  return router;
}
