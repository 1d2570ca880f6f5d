// Where the wallet stands and what home shows: the last views of the core, shared by all screens.
import { reactive } from 'vue';
import type { HomeView, StateView, UiError } from '../bindings.gen';
import { call, errorOf } from '../platform';
import { setLanguage } from '../text';
import { setTheme } from './theme';

export const session = reactive({
  state: null as StateView | null,
  home: null as HomeView | null,
  /** Why home could not be read, until it can. */
  home_error: null as UiError | null,
});

/** Takes over a state that a command returned. */
export function enter(state: StateView): void {
  session.state = state;
  setLanguage(state.settings.language);
  setTheme(state.settings.theme);
}

export async function loadState(): Promise<void> {
  enter(await call('state', {}));
}

export async function loadHome(): Promise<void> {
  try {
    session.home = await call('home', {});
    session.home_error = null;
  } catch (cause) {
    session.home_error = errorOf(cause);
  }
}

/** Returns the sign of the account's currency: its letters until the core has shown an amount. */
export function currencySign(): string {
  return session.home?.balance?.symbol ?? session.state?.profile?.currency ?? '';
}
