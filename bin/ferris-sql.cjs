#!/usr/bin/env node
'use strict';
require('./launch.cjs')('ferris-sql', 'dist/cli/sql/ferris-sql.mjs');
