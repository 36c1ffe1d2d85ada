/** `node dist/compile-rules.js`: what the build makes of rules/, so that a run need not read YAML. */
import { catalogue } from './stores/catalogue.js';
import { writeCompiled } from './verdict/compiled.js';
import { findingRules } from './verdict/finding-rules.js';
import { loadMigrations } from './verdict/load-migrations.js';

writeCompiled('findings', [...findingRules().values()]);
writeCompiled('migrations', loadMigrations({ files: [], builtIn: true }, catalogue));
