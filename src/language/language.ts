/**
 * Which language a run speaks. Rule ids, JSON keys, API names and names of roots are the same in each; sentences are not.
 *
 * Rooms that speak to people keep their sentences as typed functions, one file a language (`verdict/messages/`,
 * `report/messages/`). Rooms that know bytes and code alone (`stores/`, `evaluate/`, `files/`) speak English, and the
 * phrasebook beside this file translates what they say where it leaves them.
 */
export const LANGUAGES = ['en', 'zh-CN'] as const;

export type Language = (typeof LANGUAGES)[number];

/** As programs of the system choose it: the first of LC_ALL, LC_MESSAGES and LANG that says something. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== '') ?? '';
  // Traditional characters are not offered; whoever reads them reads these more easily than English.
  return /^zh(?:[_.@-]|$)/i.test(locale) ? 'zh-CN' : 'en';
}
