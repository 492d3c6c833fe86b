#!/usr/bin/env node
// `npm start`: builds when the sources are newer than what was built, then becomes the bot.
import { refuseOldNode, runBuilt } from './built.js';

refuseOldNode();
await runBuilt('main.js');
