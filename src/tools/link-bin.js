// npx finds a command in node_modules/.bin, and npm does not link a checkout's own: so that `npx kubewhy` works after `npm install`.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';

mkdirSync('node_modules/.bin', { recursive: true });
rmSync('node_modules/.bin/kubewhy', { force: true });
symlinkSync('../../src/kubewhy.js', 'node_modules/.bin/kubewhy');
