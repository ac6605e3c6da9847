#!/usr/bin/env node
'use strict';
require('../../run.cjs')(
  require.resolve('../test/fuzz/main.ts'),
  'npm run fuzz -- [--inputs 30000] [--damages 100] [--seed 1]',
);
