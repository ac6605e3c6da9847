#!/usr/bin/env node
'use strict';
require('../../run.cjs')(require.resolve('../src/main.ts'));
