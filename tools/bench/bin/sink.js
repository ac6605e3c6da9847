#!/usr/bin/env node
'use strict';
require('../../run.cjs')(require.resolve('../src/run/sink-main.ts'));
