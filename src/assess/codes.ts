import type { CodeEntry } from '../text/code-entry.ts';

/** Every code of what a verdict does not rest on. The examples are judged on one `IamUser` with `firstAccessKey`. */
export const EVIDENCE_CODES = {
  'unsupported-path': {
    title: 'a path that no entity of the run had',
    explanation:
      'What the rule asks for was never there. A note, and an error where the name is near one that is there: then the rule is undecided.',
    example: 'IamUser should not have firstAccesKey.isActive = true',
  },
  'unsupported-comparison': {
    title: 'a comparison whose sides could never be held against each other',
    explanation: 'A list of several was compared with text, or text with a number: the result says nothing.',
    example: 'IamUser should have name > 5',
  },
  'unsupported-condition': {
    title: 'a condition that nothing can make true, or false, so that the rule keeps silent',
    explanation:
      'The checker takes the condition for always true or always false, and no entity of the run shows otherwise: what passes by it did not pass.',
    example: "IamUser should not have name = 'a' and name = 'b'",
  },
  'unsupported-value': {
    title: 'a text that is never there, and one that it most likely stands for is',
    explanation:
      'Nothing was equal to the text, and something was that has the same letters (`PublicRead`, `public-read`), has it at its end (`owner`, `roles/owner`), or differs by a letter; a `like` without `%` (`t2`, `t2.micro`) is one too. The first 2,000 values are looked at, and none of names, ids and others of which there are more than 20.',
    example: "IamUser should not have name = 'alise'",
  },
  'unanswered-lookup': {
    title: 'a function that looks up other entities and never found one',
    explanation:
      '`getResource` and `getResources` compare a value with the `id`, or another property, of the entities of a type. Some of the type are there, and none was ever found: another property is most likely meant.',
    example: "(a rule with `getResource('VPC', name)`, where names are no ids)",
  },
  'empty-lists': {
    title: 'a block over lists that were empty in every entity',
    explanation:
      'The list was there and held nothing, so that no element was ever asked, and something passed by that. Not said where the rule asks itself how many there are, nor where a schema knows what it asks of the elements, unless resources are there that hold such elements by themselves (`aws_vpc_security_group_ingress_rule` beside the `ingress` of `aws_security_group`).',
    example: '(a rule with `inlinePolicies contain [ … ]`, and no user with one)',
  },
  'all-excluded': {
    title: 'a rule whose `exclude` leaves nothing to judge',
    explanation: 'All that the rule is about is excluded, so that it says nothing.',
    example: "IamUser should have firstAccessKey exclude name like '%'",
  },
  'unsupported-type': {
    title: 'a `List<…>` of a type that is nearly one that is there',
    explanation: 'No entity is of the type, so that the list is empty; a type with nearly the same name has entities.',
    example: 'List<IamUsr> should have items',
  },
  'entity-type-not-there': {
    title: 'a target that is there under a name of other case or number',
    explanation:
      'Types are matched as written. An error where others of the type were judged, and of resources as Azure gives them.',
    example: 'IamUsers should have name',
  },
  'repeated-entity': {
    title: 'an entity that was there before',
    explanation:
      'Two entities of one type have the same id, account and region, mostly since an inventory was given twice. Each is judged, so that the counts say more than there is.',
    example: '(an inventory that is given twice)',
  },
  'all-ports-as-zero': {
    title: 'a security rule for all protocols whose ports are written as 0 to 0',
    explanation:
      'Some exports write all ports so, others 0 to 65535. A rule that asks for a port between `port` and `portTo` passes the former over, and the group that has it.',
    example: '(an export with such a security rule)',
  },
  'assumed-value': {
    title: 'values that the input does not tell, and that were assumed',
    explanation:
      'A template or configuration is judged with the defaults of its parameters and variables, and with the partition `aws`. Another deployment may give others: `--parameters` does so here.',
    example: '(a template whose parameters have defaults)',
  },
  'excluded-by-absence': {
    title: 'an exclusion that holds of entities without what it looks into',
    explanation:
      'In an exclusion as in a rule, `not labels contain [ … ]` is true where there are no labels: the entity was excluded by what it has not.',
    example: "(an exclusion by `not labels contain [ key = 'public' ]`, and an entity without labels)",
  },
  'unjudged-input': {
    title: 'inputs of which no rule judges anything',
    explanation:
      'All that the inputs of one kind hold is of types that no rule asks for, beside others that are judged.',
    example: '(a plan of Terraform beside answers of AWS, and rules for the latter)',
  },
  'nothing-judged': {
    title: 'no rule had an entity to judge',
    explanation: 'A report of such a run says nothing of the inventory. `--allow-empty` accepts it.',
    example: 'SecurityGroup should have name',
  },
} as const satisfies Record<string, CodeEntry>;
