import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readBytes } from '../../src/inventory/read-bytes.ts';

async function statusOf(logic: string, document: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const rule = { id: 'r', severity: 'High', logic } as const;
  const results = assess([rule], readBytes('x.json', bytes), { now: 0, include: ['passed', 'failed', 'error'] });
  for await (const { status } of results) return status;
  return 'nothing';
}

const NO_TRAIL = 'List<CloudTrail> should have items length()=0';

describe('a list of what is not there, over JSON', () => {
  it.each<readonly [string, unknown, string]>([
    ['entities say that there is none', [{ type: 'IamUser', name: 'a' }], 'passed'],
    ['also those of a type in large letters', [{ type: 'NACL', name: 'a' }], 'passed'],
    ['also those of types of one’s own', [{ type: 'Printer', name: 'a' }], 'passed'],
    [
      'columns of a table say nothing',
      [
        { name: 'a', type: 'STRING' },
        { name: 'b', type: 'NUMERIC' },
      ],
      'error',
    ],
    [
      'nor do triggers of a function',
      {
        bindings: [
          { type: 'httpTrigger', name: 'req' },
          { type: 'http', name: 'res' },
        ],
      },
      'error',
    ],
    ['nor do icons of a page', { icons: [{ src: 'a', type: 'image/png' }] }, 'error'],
    [
      'nor do resources of Terraform of a form of one’s own',
      { aws_s3_bucket: [{ type: 'aws_s3_bucket', name: 'a' }] },
      'error',
    ],
    [
      'an entity behind such says that there is none',
      [
        { name: 'a', type: 'STRING' },
        { type: 'IamUser', name: 'a' },
      ],
      'passed',
    ],
  ])('%s', async (_title, document, expected) => {
    expect(await statusOf(NO_TRAIL, document)).toBe(expected);
  });

  it('its own types are there, and others of the same provider', async () => {
    const document = [{ type: 'aws_s3_bucket', name: 'a' }];
    expect(await statusOf('List<aws_s3_bucket> should have items length()=1', document)).toBe('passed');
    expect(await statusOf('List<aws_cloudtrail> should have items length()=1', document)).toBe('failed');
    expect(await statusOf('List<azurerm_subnet> should have items length()=1', document)).toBe('error');
  });

  it('a template holds none of what answers are called', async () => {
    const template = { Resources: { a: { Type: 'AWS::S3::Bucket' } } };
    expect(await statusOf('List<AWS_API_Config_ConfigurationRecorder> should have items length()>0', template)).toBe(
      'error',
    );
    expect(await statusOf('List<AWS_Config_ConfigurationRecorder> should have items length()>0', template)).toBe(
      'failed',
    );
  });
});
