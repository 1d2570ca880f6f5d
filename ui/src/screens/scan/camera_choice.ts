// Which camera: the list of them, and the one that the person chose last.
import { text } from '../../text';

const CHOSEN_KEY = 'tongbao-camera';

export interface Camera {
  id: string;
  name: string;
}

export function chosenCamera(): string | null {
  return localStorage.getItem(CHOSEN_KEY);
}

export function chooseCamera(id: string | null): void {
  if (id === null) localStorage.removeItem(CHOSEN_KEY);
  else localStorage.setItem(CHOSEN_KEY, id);
}

/** Lists the cameras. They have names only once one of them was allowed. */
export async function listCameras(): Promise<Camera[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    .map(({ deviceId, label }, at) => ({
      id: deviceId,
      name: label || text.value.scan.camera_number(at + 1),
    }));
}

export function cameraOf(stream: MediaStream): string | null {
  return stream.getVideoTracks()[0]?.getSettings?.().deviceId ?? null;
}
