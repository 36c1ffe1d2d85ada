/** Prints a unit as stable text, one step a line. Lowering goldens are written in it, so that a front end stays honest. */
import type { Step, Unit } from './step.js';
import type { Argument, Entry, Lambda, Value } from './value.js';

const INDENT = '  ';

export function printUnit(unit: Unit): string {
  const lines = unit.package === undefined ? [] : [`package ${unit.package}`];
  for (const { local, qualified, relative } of unit.imports) {
    lines.push(`import ${local} = ${qualified}${relative ? ' (project)' : ''}`);
  }
  lines.push(...printSteps(unit.body, ''));
  for (const error of unit.errors) lines.push(`syntax error at ${error.line}:${error.column}`);
  return `${lines.join('\n')}\n`;
}

export function printSteps(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap((step) => printStep(step, indent));
}

function printStep(step: Step, indent: string): string[] {
  const deeper = indent + INDENT;
  const block = (head: string, body: readonly Step[]) => [`${indent}${head}`, ...printSteps(body, deeper)];
  switch (step.kind) {
    case 'bind': {
      const scope = step.scope === 'local' ? 'bind' : `bind ${step.scope}`;
      const flags = `${step.hoisted ? 'hoisted ' : ''}${step.constant ? 'constant ' : ''}`;
      const type = step.type === undefined ? '' : ` : ${step.type}`;
      return [`${indent}${flags}${scope} ${step.name}${type} = ${printValue(step.value, indent)}`];
    }
    case 'write': {
      const key = step.key === null ? '[]' : printKey(step.key, indent);
      const value = step.value === 'absent' ? 'absent' : printValue(step.value, indent);
      return [
        `${indent}${step.hoisted ? 'hoisted ' : ''}write ${printValue(step.object, indent)}${key} ${step.adds ? '+=' : '='} ${value}`,
      ];
    }
    case 'use':
      return [`${indent}use ${printValue(step.value, indent)}`];
    case 'return': {
      const word = { function: 'return', loop: 'break', turn: 'continue' }[step.leaves];
      return [`${indent}${word}${step.value ? ` ${printValue(step.value, indent)}` : ''}`];
    }
    case 'throw':
      return [`${indent}throw${step.value ? ` ${printValue(step.value, indent)}` : ''}`];
    case 'if':
      return [
        ...block(`if ${printValue(step.condition, indent)}`, step.then),
        ...(step.else.length > 0 ? block('else', step.else) : []),
      ];
    case 'loop': {
      const names = [step.index, step.item, ...(step.members ?? []).map((m) => `${m.name}=.${m.key}`)];
      const named = names.filter((name) => name !== undefined).join(', ');
      const over = step.over ? ` ${named || '_'} in ${printValue(step.over, indent)}` : '';
      const condition = step.condition ? ` while ${printValue(step.condition, indent)}` : '';
      return block(`loop${over}${condition}`, step.body);
    }
    case 'try':
      return [
        ...block('try', step.body),
        ...step.handlers.flatMap((handler) => block('catch', handler)),
        ...(step.finally.length > 0 ? block('finally', step.finally) : []),
      ];
  }
}

export function printValue(value: Value, indent = ''): string {
  const inner = (v: Value) => printValue(v, indent);
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.value);
    case 'constant':
      return String(value.value);
    case 'concat':
      return `concat(${value.parts.map(inner).join(', ')})`;
    case 'name':
      return value.name;
    case 'member':
      return `${inner(value.object)}${printKey(value.key, indent)}`;
    case 'call':
      return `${value.creates ? 'new ' : ''}${inner(value.callee)}(${printArguments(value.arguments, indent)})`;
    case 'record':
      return `${value.type ? inner(value.type) : ''}{${value.entries.map((entry) => printEntry(entry, indent)).join(', ')}}`;
    case 'list':
      return `${value.tuple ? 'tuple' : ''}[${printArguments(value.items, indent)}]`;
    case 'choice': {
      const then = value.then ? inner(value.then) : 'itself';
      const otherwise = value.else ? inner(value.else) : 'itself';
      return `choice(${inner(value.condition)}${value.test ? ' present' : ''} ? ${then} : ${otherwise})`;
    }
    case 'lambda':
      return printLambda(value, indent);
    case 'class': {
      const deeper = indent + INDENT;
      const bases = value.bases.length > 0 ? ` extends ${value.bases.map(inner).join(', ')}` : '';
      const fields = value.fields.map(
        (f) =>
          `${deeper}field ${f.name}${f.type ? ` : ${f.type}` : ''}${f.value ? ` = ${printValue(f.value, deeper)}` : ''}`,
      );
      return [
        `${value.abstract ? 'abstract ' : ''}class ${value.name}${bases}`,
        ...fields,
        ...printSteps(value.body, deeper),
      ].join('\n');
    }
    case 'unknown':
      return `unknown<${value.node}>(${(value.parts ?? []).map(inner).join(', ')})`;
  }
}

function printLambda(lambda: Lambda, indent: string): string {
  const flags = (['static', 'extends', 'getter', 'isolated', 'block', 'macro', 'private'] as const).filter(
    (flag) => lambda[flag],
  );
  const parameters = lambda.parameters.map((p) => {
    const rest = p.rest === 'record' ? '**' : p.rest === 'list' ? '*' : p.copies ? 'copy ' : '';
    const members = p.members ? `{${p.members.map((m) => `${m.name}=.${m.key}`).join(', ')}}` : '';
    const type = p.type === undefined ? '' : ` : ${p.type}`;
    const field = p.field === undefined ? '' : ` -> .${p.field}`;
    return `${p.out ? 'out ' : ''}${rest}${p.name}${members}${type}${field}${p.default ? ` = ${printValue(p.default, indent)}` : ''}`;
  });
  const receiver = lambda.receiver === undefined ? '' : `${lambda.receiver} . `;
  const result = lambda.result === undefined ? '' : ` : ${lambda.result}`;
  const head = `${flags.map((flag) => `${flag} `).join('')}(${receiver}${parameters.join(', ')})${result} =>`;
  return [head, ...printSteps(lambda.body, indent + INDENT)].join('\n');
}

function printArguments(list: readonly Argument[], indent: string): string {
  return list
    .map((a) => `${a.name === undefined ? '' : `${a.name}=`}${a.spread ? '...' : ''}${printValue(a.value, indent)}`)
    .join(', ');
}

function printEntry(entry: Entry, indent: string): string {
  if (entry.spread) return `...${printValue(entry.value, indent)}`;
  const key = typeof entry.key === 'string' ? JSON.stringify(entry.key) : `[${printValue(entry.key, indent)}]`;
  return `${key}: ${printValue(entry.value, indent)}`;
}

function printKey(key: string | Value, indent: string): string {
  return typeof key === 'string' ? `.${key}` : `[${printValue(key, indent)}]`;
}
