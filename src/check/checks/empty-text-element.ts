import { defineCheck } from '../define.ts';

/** `contain ['']`: often all that was left of `['*']` after a web page had turned the stars into emphasis. */
export const emptyTextElement = defineCheck({
  name: 'empty-text-element',
  codes: {
    'empty-text-element': {
      title: 'a block that asks for an empty text',
      explanation: "Rules that were copied from web pages may show `['']` where `['*']` stood.",
      example: "IamPolicy should not have document.Statement contain [ Action contain [''] ]",
    },
  },
  visit: {
    Block(node, _, context) {
      if (node.body.kind !== 'String' || node.body.value !== '') return;
      context.warn('empty-text-element', node.body.span, 'this asks for an element that is an empty text', {
        help: "was it `'*'`? web pages take stars for emphasis and drop them",
      });
    },
  },
});
