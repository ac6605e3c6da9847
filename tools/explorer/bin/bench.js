#!/usr/bin/env node
'use strict';
require('../../run.cjs')(require.resolve('../test/bench/main.ts'));
