#!/usr/bin/env node
'use strict';
require('./launch.cjs')('ferris-language-server', 'dist/language-server/main.cjs');
