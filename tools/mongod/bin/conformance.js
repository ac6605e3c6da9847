#!/usr/bin/env node
'use strict';
require('../../run.cjs')(require.resolve('../test/conformance/main.ts'));
