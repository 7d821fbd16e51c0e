import { gzipSync } from 'node:zlib';

/*
 * What GitHub's code scanning demands of a SARIF log beside the schema, by its page "SARIF support for code scanning" and by
 * what its uploads are refused for.
 */

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly automationDetails: { readonly id: string };
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
          readonly help: { readonly text: string };
          readonly name: string;
          readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex?: number;
      readonly kind: string;
      readonly baselineState?: string;
      readonly suppressions?: unknown;
      readonly message: { readonly text: string };
      readonly partialFingerprints: { readonly primaryLocationLineHash: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
      }[];
    }[];
  }[];
}

/** What GitHub would refuse, or take otherwise than it is meant. */
export function githubComplaints(text: string): readonly string[] {
  const log = JSON.parse(text) as Log;
  const complaints: string[] = [];
  const demand = (isMet: boolean, what: string): void => void (isMet || complaints.push(what));
  demand(log.version === '2.1.0', 'version');
  demand(log.runs.length <= 20, 'at most 20 runs');
  demand(gzipSync(text).length <= 10 * 1024 * 1024, 'at most 10 MB of gzip');
  for (const { results, tool, automationDetails } of log.runs) {
    const { rules } = tool.driver;
    demand(tool.driver.name !== '', 'a name of the tool');
    demand(/^.+\/[^/]*$/u.test(automationDetails.id), 'a category');
    demand(results.length <= 25_000, 'at most 25,000 results');
    demand(rules.length <= 25_000, 'at most 25,000 rules');
    for (const rule of rules) {
      const severity = Number(rule.properties['security-severity']);
      demand(rule.properties.tags.length <= 20, `${rule.id}: at most 20 tags`);
      demand(rule.shortDescription.text.length <= 1024, `${rule.id}: short description`);
      demand(rule.fullDescription.text.length <= 1024, `${rule.id}: full description`);
      demand(rule.name.length <= 255 && rule.help.text !== '', `${rule.id}: name and help`);
      demand(severity >= 0 && severity <= 10, `${rule.id}: severity from 0 to 10`);
    }
    const prints = new Set<string>();
    for (const result of results) {
      const { ruleId, ruleIndex, kind, baselineState, suppressions, message, partialFingerprints, locations } = result;
      // It reads none of these, and makes an open alert of each.
      demand(kind === 'fail' && suppressions === undefined && baselineState !== 'absent', `${ruleId}: an open failure`);
      demand(ruleIndex !== undefined && rules[ruleIndex]?.id === ruleId, `${ruleId}: the index of its rule`);
      demand(message.text !== '', `${ruleId}: a message`);
      prints.add(partialFingerprints.primaryLocationLineHash);
      demand(locations.length === 1, `${ruleId}: a location`);
      for (const { physicalLocation } of locations) {
        const { artifactLocation, region } = physicalLocation;
        const whole = [region.startLine, region.startColumn, region.endLine, region.endColumn];
        demand(
          whole.every((place) => Number.isInteger(place) && place >= 1),
          `${ruleId}: a whole region`,
        );
        demand(URL.canParse(artifactLocation.uri, 'file:///root/'), `${ruleId}: a URI`);
        demand(!/^\/|^\.\.?\/|\\/u.test(artifactLocation.uri), `${ruleId}: a path of the repository`);
      }
    }
  }
  return complaints;
}
