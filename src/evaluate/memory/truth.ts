/** Whether a value counts as true; null where the sources do not decide it. */
import type { Abstract } from './values.js';

export function truth(value: Abstract): boolean | null {
  switch (value.kind) {
    case 'constant':
      return value.value !== null && value.value !== false && value.value !== 0;
    case 'text':
      return value.text !== '';
    case 'object':
    case 'function':
    case 'class':
      return true;
    case 'oneOf': {
      const answers = new Set(value.options.map((option) => truth(option.value)));
      return answers.size === 1 ? [...answers][0]! : null;
    }
    case 'native':
    case 'material':
    case 'unknown':
    case 'check':
    case 'items':
    case 'fills':
      return null;
  }
}

/** Whether a value is there at all: `x ?? y`, `x != null`. */
export function present(value: Abstract): boolean | null {
  switch (value.kind) {
    case 'constant':
      return value.value !== null;
    case 'oneOf': {
      const answers = new Set(value.options.map((option) => present(option.value)));
      return answers.size === 1 ? [...answers][0]! : null;
    }
    case 'unknown':
    case 'check':
      return null;
    default:
      return true;
  }
}
