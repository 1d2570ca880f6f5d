// Mounts the app, whatever its host and history are.
import { createApp, watch } from 'vue';
import type { RouterHistory } from 'vue-router';
import App from './App.vue';
import { openRouter } from './router';
import { session } from './session/state';
import './theme.css';

export function start(history: RouterHistory): void {
  const app = createApp(App);
  const router = openRouter(history);
  // The address is read only once the stage is known, because the stage decides what may be seen.
  watch(
    () => session.state?.stage,
    (stage, before) => {
      if (stage === undefined) return;
      if (before === undefined) app.use(router);
      else void router.replace('/');
    },
    { flush: 'sync' },
  );
  app.mount('#app');
}
