#!/usr/bin/env node
'use strict';
require('../../run.cjs')(
  require.resolve('../src/differential/main.ts'),
  'npm run differential -- [--sessions 100] [--seed 1] [--store memory|file] [--replay SEED] [--at-once 12] [--server PATH]',
);
