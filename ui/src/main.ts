// Starts the screens: choose the host, then show the screen of the stage where the wallet stands.
import { createWebHashHistory } from 'vue-router';
import { choosePlatform, setPlatform } from './platform';
import { start } from './start';

setPlatform(await choosePlatform());
start(createWebHashHistory());
