// A camera that films a picture: a clip for Chromium's fake capture device, and a script that puts
// a filmed picture in place of the camera where a web view has none.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Films a picture of a code: it drifts, turns and flickers on a grey table, as a hand would hold
 * it. 640x480, 10 frames a second, uncompressed, because Chromium loops such a file as it is.
 */
export function film(picture, clip, seconds = 4) {
  const drift = 'x=(W-w)/2+24*sin(2*PI*t/3):y=(H-h)/2+16*cos(2*PI*t/2)';
  const filter =
    '[1:v]scale=300:-1,format=rgba,rotate=0.12*sin(2*PI*t/4):c=none:ow=rotw(0.12):oh=roth(0.12)[code];' +
    `[0:v][code]overlay=${drift},noise=alls=8:allf=t,eq=brightness=0.03*sin(2*PI*t)`;
  const ended = spawnSync(
    'ffmpeg',
    [
      '-y', '-loglevel', 'error',
      '-f', 'lavfi', '-i', `color=c=0x8a8580:s=640x480:r=10:d=${seconds}`,
      '-loop', '1', '-t', String(seconds), '-r', '10', '-i', picture,
      '-filter_complex', filter.replace('eq=brightness', 'eq=eval=frame:brightness'),
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
