#!/usr/bin/env node
'use strict';
require('../../run.cjs')(
  require.resolve('../src/faults/main.ts'),
  'npm run faults -- [--kills 200] [--seed 1] [--server PATH]',
);
