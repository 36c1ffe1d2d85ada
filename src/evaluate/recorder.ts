/** Collects pins. The same place met again, by another caller or turn, is one pin with alternatives. */
import type { Unit } from '../ir/step.js';
import type { Lambda } from '../ir/value.js';
import { type Draft, keyOf, type MetAlternative, sameSources } from './drafts.js';
import { thoseThatCount, unlessOfTests } from './guesses.js';
import type { Machine } from './machine.js';
import { ALTERNATIVES_LIMIT } from './memory/alternatives.js';
import type { Cell, Thing } from './memory/values.js';
import type { Alternative, Pin, Reach, Site, Trail } from './pin.js';
import { type Check, reduce } from './trust/check.js';
import type { Decided } from './trust/decisions.js';
import { Removals } from './trust/removals.js';

/** A script sets variables for a program that it starts. */
export interface Launch {
  /** The script. */
  readonly from: string;
  /** The program's file; null for whatever the script starts that can't be told. */
  readonly target: string | null;
  readonly environment: ReadonlyMap<string, Cell>;
}

interface Met {
  readonly state: Decided;
  readonly site: Site;
  readonly hosts: readonly string[];
  readonly model: string;
  /** What a variable means to a program that was not seen: one that is seen says more. */
  readonly assumed?: true;
  /** The call that connects; null for an object that left unseen. */
  readonly connection: Site | null;
}

const REACHES: readonly Reach[] = ['none', 'conditional', 'live'];

export class Recorder {
  private readonly drafts = new Map<string, Draft>();
  readonly launches: Launch[] = [];
  readonly removals = new Removals();
  /** Functions and classes, by language, whose callers would say more than was found, and the files that define them. */
  readonly asked = new Map<string, Map<string, string>>();

  /** Places that configure a server, in one of the runs: another run may not have got as far as the server. */
  private readonly serving = new Set<string>();

  /** Calls that connect with the default roots, with what the program itself was seen to give. */
  private readonly byDefault = new Set<string>();

  /** What the whole process was told, and a client did not ask for. */
  private readonly passed = new Set<string>();

  passedOver(site: Site | null): void {
    if (site) this.passed.add(keyOf(site));
  }

  /** Functions that the program itself was seen to call, with what it gives them, and to the end. */
  readonly called = new Set<Lambda>();

  /** Functions that another one of the project was seen to call, tests apart. */
  readonly calledByOthers = new Set<Lambda>();

  serves(thing: Thing): void {
    for (const { at } of thing.fields.values()) if (at) this.serving.add(keyOf(at));
  }

  /** Places of an object that was seen to connect without regard to them: each call says otherwise. */
  private readonly overruled = new Set<string>();

  overrules(thing: Thing): void {
    for (const { at } of thing.fields.values()) if (at) this.overruled.add(keyOf(at));
  }

  record(m: Machine, met: Met): void {
    // While a verifier runs, connections inside it are part of its answer.
    if (m.pending !== null) return;
    // An object that was seen in use is judged by its use: that it also left says nothing more, but for a switch.
    const isSwitch = reduce(met.state.check).effect === 'disabled';
    if (met.connection === null && !isSwitch && this.drafts.get(keyOf(met.site))?.shadowedBy) return;
    const { when, check, api: name } = met.state;
    const draft = this.add(m, met.site, name, met.model, check, when, met.hosts, met.assumed);
    const connection = met.connection && keyOf(met.connection);
    if (connection && !draft && m.isLastWord()) this.byDefault.add(connection);
    if (connection && draft) draft.connections.add(connection);
    // Where the default roots were chosen before them, the other places hold nothing that counts.
    if (draft === null) return;
    for (const { check, site, api } of met.state.shadowed) {
      if (keyOf(site) === keyOf(met.site)) continue;
      const other = this.drafts.get(keyOf(site));
      if (other?.used && other.shadowedBy === null) continue;
      const shadowed = this.add(m, site, api, met.model, check, '', met.hosts);
      if (shadowed) shadowed.shadowedBy = draft;
    }
    draft.used ||= met.connection !== null;
  }

  private add(
    m: Machine,
    site: Site,
    api: string,
    model: string,
    check: Check,
    when: string,
    hosts: readonly string[],
    assumed = false,
  ): Draft | null {
    const { effect, sources: held } = reduce(check);
    if (effect === 'default') return null;
    const fromTest = m.files.isTest(m.unit.path) && !m.files.isTest(site.path);
    const sources = fromTest ? unlessOfTests(held, (path) => m.files.isTest(path)) : held;
    const reach = fromTest && m.reach === 'live' ? 'conditional' : m.reach;
    const open = m.alone.length > 0 && (m.injects || sources.some((source) => source.kind === 'unknown'));
    if (open) this.ask(m.unit, m.alone);
    const isEmpty = sources.length > 0 && sources.every((source) => source.kind === 'nothing');
    // A store that a test leaves empty, in code of which nobody else is seen to fill it.
    if (fromTest && isEmpty) return null;
    const guess = open || assumed || (m.alone.length > 0 && isEmpty);
    // `if options.CAFile != ""`, which it is: the branch that is not taken would read nothing.
    const isNameless = sources.length > 0 && sources.every((each) => each.kind === 'file' && each.given === '');
    if (isNameless && reach !== 'live') return null;
    const key = keyOf(site);
    let draft = this.drafts.get(key);
    if (draft === undefined) {
      draft = {
        site,
        api,
        model,
        language: m.unit.language,
        reach,
        alternatives: [],
        shadowedBy: null,
        used: false,
        metFrom: new Set(),
        connections: new Set(),
      };
      this.drafts.set(key, draft);
    } else {
      // Met again and decisive this time.
      if (draft.shadowedBy) draft.shadowedBy = null;
      if (REACHES.indexOf(reach) > REACHES.indexOf(draft.reach)) {
        draft.reach = reach;
        draft.alternatives = [];
      } else if (reach !== draft.reach) return draft;
    }
    draft.metFrom.add(m.unit.path);
    const opened = m.openedFor.size > 0;
    const of = opened ? [...m.openedFor] : m.aloneIn ? [m.aloneIn] : [];
    const same = draft.alternatives.find(
      (a) => a.opened === opened && a.fromTest === fromTest && a.effect === effect && sameSources(a.sources, sources),
    );
    if (same) {
      const merged = [...new Set([...same.hosts, ...hosts])];
      draft.alternatives[draft.alternatives.indexOf(same)] = {
        ...same,
        hosts: merged,
        byItself: same.byItself && m.byItself,
        of: [...new Set([...same.of, ...of])],
      };
    } else if (draft.alternatives.length < ALTERNATIVES_LIMIT) {
      const caller = m.callSites.at(-1);
      const called = when === '' && caller ? `called from ${caller.path}:${caller.span.line}` : when;
      draft.alternatives.push({
        when: called,
        effect,
        sources,
        hosts,
        guess,
        byItself: m.byItself,
        of,
        opened,
        fromTest,
      });
    }
    return draft;
  }

  /** No client was seen that heeds it, and one that has a setting of its own. */
  private isPassedOver({ site, used, alternatives }: Draft): boolean {
    return !used && this.passed.has(keyOf(site)) && alternatives.every(({ effect }) => effect !== 'disabled');
  }

  /** Nothing known was found by guessing what a function is given, and the program calls it without getting here. */
  private isRefuted({ guess, effect, sources, of, opened }: MetAlternative): boolean {
    if (opened) return of.every((each) => this.calledByOthers.has(each));
    const isOpen = effect === 'unknown' || sources.every(({ kind }) => kind === 'unknown' || kind === 'nothing');
    return guess && isOpen && of.length > 0 && of.every((each) => this.called.has(each));
  }

  /** Callers of these are looked for when the suspects are done. */
  ask({ language, path }: Unit, names: readonly string[]): void {
    const asked = this.asked.get(language) ?? new Map<string, string>();
    for (const name of names) if (!asked.has(name)) asked.set(name, path);
    this.asked.set(language, asked);
  }

  /** What was recorded at this place is not the last word: if it refuses, another check is asked. */
  amend(site: Site, fallback: Check): void {
    const draft = this.drafts.get(keyOf(site));
    const other = reduce(fallback);
    if (draft?.reach !== 'live') return;
    draft.alternatives = draft.alternatives.map((each) => {
      if (each.effect !== 'exclusive' && each.effect !== 'hash') return each;
      const isOpen = other.effect === 'default' || other.effect === 'additive' || other.effect === 'disabled';
      if (isOpen) return { ...each, effect: 'additive' };
      return other.effect === 'exclusive' && each.effect === 'exclusive'
        ? { ...each, sources: [...each.sources, ...other.sources] }
        : each;
    });
  }

  /** How many pins were met so far, in the order in which they were. */
  live(): number {
    return this.drafts.size;
  }

  /** Those met since then stand in code that nothing calls. */
  neverCalled(since: number): void {
    for (const draft of [...this.drafts.values()].slice(since)) if (draft.reach === 'live') draft.reach = 'none';
  }

  /** Code that certainly never runs keeps what it holds, as a note. */
  pins(): Pin[] {
    const made = new Map<Draft, Pin>();
    const make = (draft: Draft): Pin => {
      const known = made.get(draft);
      if (known) return known;
      const alternatives = thoseThatCount(draft.alternatives).map(({ when, effect, sources, hosts }) => {
        return { when, effect, sources, hosts };
      });
      const pin: Pin = {
        site: draft.site,
        language: draft.language,
        api: draft.api,
        model: draft.model,
        reach: draft.reach === 'live' && this.isPassedOver(draft) ? 'conditional' : draft.reach,
        alternatives,
        trail: trailOf(alternatives),
        metFrom: [...draft.metFrom],
        removal: this.removals.at(draft.site),
        ...(draft.shadowedBy && draft.shadowedBy !== draft && { shadowedBy: make(draft.shadowedBy) }),
      };
      made.set(draft, pin);
      return pin;
    };
    const isNobodys = ({ site, used }: Draft) =>
      !used && (this.serving.has(keyOf(site)) || this.overruled.has(keyOf(site)));
    // A guess that the program was seen not to make true.
    const isRefuted = ({ alternatives, connections }: Draft) =>
      alternatives.every((each) => this.isRefuted(each)) ||
      (connections.size > 0 &&
        alternatives.every(({ guess }) => guess) &&
        [...connections].every((connection) => this.byDefault.has(connection)));
    return [...this.drafts.values()].filter((draft) => !isNobodys(draft) && !isRefuted(draft)).map(make);
  }
}

function trailOf(alternatives: readonly Alternative[]): Trail {
  return alternatives[0]?.sources[0]?.trail ?? [];
}
