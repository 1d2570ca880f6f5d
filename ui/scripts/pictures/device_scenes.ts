// The scenes of a person's devices.
import { device, gone, lost, own } from '../../tests/fake/devices';
import type { Scene } from './scenes';

const path = '/settings/devices';

export const device_scenes: Record<string, Scene> = {
  devices: { path, set: ({ devices }) => (devices.known = [own, lost, device('7PWC'), gone]) },
  devices_one: { path, set: ({ devices }) => (devices.known = [own]) },
  devices_loading: { path, set: (wallet) => wallet.hangs('devices') },
  devices_offline: { path, set: (wallet) => wallet.fails('devices', 'offline') },
  devices_remove: { path },
  devices_remove_pin: { path },
  devices_removed: { path },
  devices_remove_failed: { path, set: (wallet) => wallet.fails('revoke_device', 'pin_locked') },
  devices_no_pin: { path, set: ({ state }) => (state.profile!.has_pin = false) },
};
