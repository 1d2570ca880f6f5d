// A camera that shows a drawn shop counter with a label; with a light, a zoom and a second one; that
// is taken away; or that is denied or missing.

export type FakeCamera = 'shop' | 'able' | 'lost' | 'denied' | 'none';

function drawShop(pen: CanvasRenderingContext2D, at_ms: number): void {
  const { width, height } = pen.canvas;
  const wall = pen.createLinearGradient(0, 0, 0, height);
  wall.addColorStop(0, '#b79a78');
  wall.addColorStop(0.6, '#8d6f50');
  wall.addColorStop(1, '#4d3826');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  pen.save();
  pen.translate(width / 2, height * 0.45 + Math.sin(at_ms / 700) * 4);
  pen.rotate(0.04);
  pen.fillStyle = '#f7f1e3';
  pen.fillRect(-170, -190, 340, 400);
  pen.fillStyle = '#b8402a';
  pen.fillRect(-170, -190, 340, 56);
  pen.fillStyle = '#22201c';
  const cell = 8.4;
  for (let y = 0; y < 29; y += 1) {
    for (let x = 0; x < 29; x += 1) {
      const corner = (x < 8 && y < 8) || (x > 20 && y < 8) || (x < 8 && y > 20);
      if (!corner && (x * 7 + y * 13 + x * y) % 5 < 2) {
        pen.fillRect(-122 + x * cell, -110 + y * cell, cell, cell);
      }
    }
  }
  for (const [x, y] of [[0, 0], [22, 0], [0, 22]] as const) {
    pen.fillRect(-122 + x * cell, -110 + y * cell, 7 * cell, 7 * cell);
    pen.fillStyle = '#f7f1e3';
    pen.fillRect(-122 + (x + 1) * cell, -110 + (y + 1) * cell, 5 * cell, 5 * cell);
    pen.fillStyle = '#22201c';
    pen.fillRect(-122 + (x + 2) * cell, -110 + (y + 2) * cell, 3 * cell, 3 * cell);
  }
  pen.restore();
}

function shopStream(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 720;
  canvas.height = 1280;
  const pen = canvas.getContext('2d');
  setInterval(() => pen && drawShop(pen, performance.now()), 66);
  return canvas.captureStream(15);
}

function ableStream(is_lost: boolean): MediaStream {
  const stream = shopStream();
  const [track] = stream.getVideoTracks();
  if (track === undefined) return stream;
  const able = { torch: true, zoom: { min: 1, max: 5, step: 0.1 } };
  Object.assign(track, { getCapabilities: () => able, applyConstraints: () => Promise.resolve() });
  if (is_lost) setTimeout(() => track.dispatchEvent(new Event('ended')), 300);
  return stream;
}

const devices = ['Back camera', 'Front camera'].map((label, at) => ({
  kind: 'videoinput',
  deviceId: String(at),
  label,
}));

export function fakeCamera(camera: FakeCamera): void {
  const enumerateDevices = () => Promise.resolve(camera === 'able' ? devices : devices.slice(1));
  const getUserMedia = () => {
    if (camera === 'shop') return Promise.resolve(shopStream());
    if (camera === 'able' || camera === 'lost') return Promise.resolve(ableStream(camera === 'lost'));
    const name = camera === 'denied' ? 'NotAllowedError' : 'OverconstrainedError';
    return Promise.reject(new DOMException('no', name));
  };
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia, enumerateDevices } });
}
