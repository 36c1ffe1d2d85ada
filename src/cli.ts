#!/usr/bin/env node
console.log('rootlint');
