// The devices of the fake town: this one, and others that can be removed with the PIN.
import type { DeviceView, DevicesView, RevokeDeviceRequest } from '../../src/bindings.gen';
import type { FakeWallet } from './wallet';

const DAY_MS = 86_400_000;

export const device = (ending: string, more: Partial<DeviceView> = {}): DeviceView => ({
  device: `01JDDEVICE000000000000${ending}`,
  enrolled_at_ms: Date.now() - 40 * DAY_MS,
  is_current: false,
  is_revoked: false,
  revoked_at_ms: null,
  ...more,
});

export const own = device('Q7M2', { is_current: true, enrolled_at_ms: Date.now() - 2 * DAY_MS });
export const lost = device('4XK9');
export const gone = device('B0ZT', { is_revoked: true, revoked_at_ms: Date.now() - 3 * DAY_MS });

export class FakeDevices {
  known: DeviceView[] = [own, lost];

  constructor(private readonly wallet: FakeWallet) {}

  /** The commands that these answer. */
  readonly handlers = {
    devices: (): DevicesView => ({ devices: this.known }),
    revoke_device: ({ device: id, pin }: RevokeDeviceRequest) => this.revoke(id, pin),
  };

  private revoke(id: string, pin: string): DevicesView {
    if (pin !== this.wallet.pin) this.wallet.refuse('pin_wrong', { tries_left: 4 });
    const is_revoked = true;
    const revoked_at_ms = Date.now();
    this.known = this.known.map((one) =>
      one.device === id ? { ...one, is_revoked, revoked_at_ms } : one,
    );
    return { devices: this.known };
  }
}
