#!/usr/bin/env node
require('../dist/lib/commands/main.js').main();
