// Light or dark, as the person chose or as the device is set.
import type { Theme } from '../bindings.gen';

const device = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function show(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && device.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

export function setTheme(theme: Theme): void {
  chosen = theme;
  show();
}

device.addEventListener('change', show);
