#!/usr/bin/env node
'use strict';
require('./launch.cjs')('ferris-k8s-deploy', 'dist/cli/kubernetes/ferris-k8s-deploy.mjs');
