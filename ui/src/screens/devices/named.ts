// What a device is called: it has no name, so by the end of its identifier, which it shows itself.
import type { DeviceView } from '../../bindings.gen';
import { text } from '../../text';

const ENDING = 4;

export const named = ({ device }: DeviceView) => text.value.devices.named(device.slice(-ENDING));
