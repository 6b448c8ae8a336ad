#!/usr/bin/env node
'use strict';
require('./launch.cjs')('ferris-k8s-deploy', 'dist/cli/ferris-k8s-deploy.cjs');
