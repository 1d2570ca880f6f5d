// A camera that films a picture: a clip for Chromium's fake capture device, and a script that puts
// a filmed picture in place of the camera where a web view has none.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** How a hand, a lens or a place spoils a picture: filters of ffmpeg on the code, or on all. */
const takes = {
  // It drifts, turns and flickers, as anybody would hold it.
  steady: { code: 'scale=300:-1', drift: [24, 16], turn: 0.12 },
  // A hand in a hurry: the picture smears along its way.
  moving: { code: 'scale=320:-1', drift: [90, 50], turn: 0.2, all: 'tmix=frames=2' },
  // A lens that has not found its focus.
  blurred: { code: 'scale=340:-1', drift: [16, 12], turn: 0.08, all: 'gblur=sigma=2.4' },
  // Held from the side: the far edge is a third shorter.
  tilted: {
    code: 'scale=360:-1,pad=iw+80:ih+80:40:40:color=0x8a8580,perspective=x0=70:y0=50:x1=W-20:y1=10:x2=70:y2=H-60:x3=W-20:y3=H-5:sense=destination',
    drift: [16, 12],
    turn: 0.1,
  },
  // A dim corner: little contrast and much noise.
  dim: { code: 'scale=320:-1', drift: [16, 12], turn: 0.1, all: 'eq=contrast=0.35:brightness=-0.25,noise=alls=14:allf=t' },
};

/** The names of the takes. */
export const takeNames = Object.keys(takes);

/**
 * Films a picture of a code on a grey table: 640x480, 10 frames a second, uncompressed, because
 * Chromium loops such a file as it is.
 */
export function film(picture, clip, take = 'steady', seconds = 4) {
  const { code, drift, turn, all } = takes[take];
  const place = `x=(W-w)/2+${drift[0]}*sin(2*PI*t/3):y=(H-h)/2+${drift[1]}*cos(2*PI*t/2)`;
  const filter =
    `[1:v]${code},format=rgba,rotate=${turn}*sin(2*PI*t/4):c=none:ow=rotw(${turn}):oh=roth(${turn})[code];` +
    `[0:v][code]overlay=${place},noise=alls=8:allf=t,eq=eval=frame:brightness=0.03*sin(2*PI*t)` +
    (all ? `,${all}` : '');
  const ended = spawnSync(
    'ffmpeg',
    [
      '-y', '-loglevel', 'error',
      '-f', 'lavfi', '-i', `color=c=0x8a8580:s=640x480:r=10:d=${seconds}`,
      '-loop', '1', '-t', String(seconds), '-r', '10', '-i', picture,
      '-filter_complex', filter,
      '-t', String(seconds), '-pix_fmt', 'yuv420p', clip,
    ],
    { encoding: 'utf8' },
  );
  if (ended.status !== 0) throw new Error(`ffmpeg: ${ended.stderr}`);
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);

/** The flags with which Chromium runs on a test machine. */
export const chromium = {
  executablePath: process.env.TONGBAO_CHROMIUM ?? browsers.find((path) => existsSync(path)),
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Chromium with a camera that plays a clip and a person who allows it. */
export function chromiumFilming(clip) {
  return {
    ...chromium,
    args: [
      ...chromium.args,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  };
}
