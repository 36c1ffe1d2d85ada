/**
 * CI systems take lines of a log for commands: GitHub those that begin with `::`, after blanks too, and any that hold
 * `##[`; Azure Pipelines `##vso[`, TeamCity `##teamcity[`. File names and code of a scanned repository could speak to them
 * through a report, so what looks like a command is pulled apart.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}
