#!/usr/bin/env node
'use strict';
require('../../run.cjs')(
  require.resolve('../test/kubectl/main.ts'),
  'node tools/cluster/bin/kubectl-suite.js PATH...      each PATH is a kubectl',
);
