#!/usr/bin/env node
'use strict';
// What `npm test` runs in a lab's folder.
require('./replay.cjs');
require('jest/bin/jest');
