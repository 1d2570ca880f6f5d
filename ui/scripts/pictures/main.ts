// The screens on the fake wallet, for pictures only: the address says which scene, language, theme.
import { createMemoryHistory } from 'vue-router';
import type { Language, Theme } from '../../src/bindings.gen';
import { setPlatform } from '../../src/platform';
import { reading } from '../../src/session/reading';
import { start } from '../../src/start';
import { FakeWallet } from '../../tests/fake/wallet';
import { fakeCamera } from './camera';
import { scenes } from './scenes';

const asked = new URLSearchParams(location.search);
const scene = scenes[asked.get('scene') ?? 'home'];
if (scene === undefined) throw new Error('no such scene');

const wallet = new FakeWallet();
wallet.state.settings = {
  language: (asked.get('language') ?? 'en') as Language,
  theme: (asked.get('theme') ?? 'light') as Theme,
};
if (asked.get('language') === 'zh' && wallet.state.profile) {
  wallet.state.profile.name = '林小雨';
  wallet.state.profile.operator_name = '河畔合作社';
}
document.documentElement.style.fontSize = asked.get('text') === 'large' ? '200%' : '';
setPlatform(wallet);
fakeCamera(scene.camera ?? 'shop');
scene.set?.(wallet);
reading.value = scene.reading?.() ?? null;

const history = createMemoryHistory();
history.replace(scene.path ?? '/');
start(history);
