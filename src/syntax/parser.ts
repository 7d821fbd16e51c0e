import { EmbeddedActionsParser, type IOrAlt, type IToken, type TokenType } from 'chevrotain';
import type { Span } from '../text/source.ts';
import type {
  BlockOperator,
  CallNode,
  ComparisonOperator,
  ExpressionNode,
  InNode,
  LiteralNode,
  MissingNode,
  NumberNode,
  OperandNode,
  PathNode,
  ReferenceNode,
  RegexNode,
  RuleNode,
  SegmentNode,
  StringNode,
  TargetNode,
} from './ast.ts';
import { isPlace } from './ast.ts';
import { messages } from './messages.ts';
import { endOf, isPlaceholder, spanOf } from './token.ts';
import {
  And,
  Block,
  Comma,
  Comparator,
  Dollar,
  Exclude,
  False,
  Greater,
  GroupBy,
  Have,
  In,
  LeftBracket,
  LeftParen,
  Less,
  Like,
  List,
  NamedList,
  Not,
  Null,
  NumberLiteral,
  Or,
  Regex,
  RegexMatch,
  RightBracket,
  RightParen,
  Should,
  Tail,
  Text,
  Tilde,
  TOKENS,
  True,
  Where,
  Whole,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

/**
 * The grammar, one method a production; each builds its node at once, which is much faster than a concrete tree and a
 * visitor. grammar/gsl.ebnf is generated from it. The parser reports one error and stops; parse.ts goes on behind it.
 */
export class RuleParser extends EmbeddedActionsParser {
  constructor(skipValidations = true) {
    super([...TOKENS], { errorMessageProvider: messages, skipValidations, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  /** rule = "true" | judgement */
  readonly rule = this.RULE('rule', (): RuleNode =>
    this.OR<IOrAlt<RuleNode>[]>([
      { ALT: () => ({ kind: 'ConstantRule', span: spanOf(this.CONSUME(True)) }) },
      { ALT: () => this.SUBRULE(this.judgement) },
    ]),
  );

  /** judgement = target , ( "where" , condition , [ assertion ] | assertion ) */
  private readonly judgement = this.RULE('judgement', (): RuleNode => {
    const target = this.SUBRULE(this.target);
    return this.OR<IOrAlt<RuleNode>[]>([
      {
        ALT: () => {
          const keyword = this.CONSUME(Where);
          const where = this.SUBRULE(this.condition);
          const assertion = this.OPTION(() => this.SUBRULE1(this.assertion));
          return this.ACTION(() =>
            assertion === undefined
              ? { kind: 'Query', span: across(target, where), target, whereSpan: spanOf(keyword), where }
              : {
                  kind: 'Assertion',
                  span: across(target, assertion),
                  target,
                  whereSpan: spanOf(keyword),
                  where,
                  ...assertion.parts,
                },
          );
        },
      },
      {
        ALT: () => {
          const assertion = this.SUBRULE2(this.assertion);
          return this.ACTION(() => ({
            kind: 'Assertion',
            span: across(target, assertion),
            target,
            ...assertion.parts,
          }));
        },
      },
    ]);
  });

  /** target = "List" , "<" , Word , ">" | Word */
  private readonly target = this.RULE('target', (): TargetNode =>
    this.OR<IOrAlt<TargetNode>[]>([
      {
        ALT: () => {
          const start = this.CONSUME(List).startOffset;
          this.CONSUME(Less);
          const name = this.CONSUME1(Word);
          const close = this.CONSUME(Greater);
          return {
            kind: 'Target',
            span: { start, end: endOf(close) },
            name: name.image,
            nameSpan: spanOf(name),
            list: true,
          };
        },
      },
      {
        ALT: () => {
          const name = this.CONSUME2(Word);
          const span = spanOf(name);
          return { kind: 'Target', span, name: name.image, nameSpan: span, list: false };
        },
      },
    ]),
  );

  /** assertion = "should" , [ "not" ] , [ "have" ] , condition , [ "exclude" , condition ] */
  private readonly assertion = this.RULE('assertion', () => {
    const should = this.CONSUME(Should);
    const not = this.OPTION1(() => this.CONSUME(Not));
    const have = this.OPTION2(() => this.CONSUME(Have));
    const condition = this.SUBRULE1(this.condition);
    let exclude: { readonly keyword: IToken; readonly condition: ExpressionNode } | undefined;
    this.OPTION3(() => {
      const keyword = this.CONSUME(Exclude);
      exclude = { keyword, condition: this.SUBRULE2(this.condition) };
    });
    return this.ACTION(() => ({
      span: { start: should.startOffset, end: (exclude?.condition ?? condition).span.end },
      parts: {
        shouldSpan: spanOf(should),
        ...(not === undefined ? {} : { notSpan: spanOf(not) }),
        ...(have === undefined ? {} : { haveSpan: spanOf(have) }),
        negated: not !== undefined,
        condition,
        ...(exclude === undefined ? {} : { excludeSpan: spanOf(exclude.keyword), exclude: exclude.condition }),
      },
    }));
  });

  /** condition = conjunction , { "or" , conjunction } */
  readonly condition = this.RULE('condition', (): ExpressionNode => {
    const operands: ExpressionNode[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Or, DEF: () => operands.push(this.SUBRULE(this.conjunction)) });
    return this.ACTION(() => joined('Or', operands));
  });

  /** conjunction = negation , { "and" , negation } */
  private readonly conjunction = this.RULE('conjunction', (): ExpressionNode => {
    const operands: ExpressionNode[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: And, DEF: () => operands.push(this.SUBRULE(this.negation)) });
    return this.ACTION(() => joined('And', operands));
  });

  /** negation = { "not" } , ( "(" , condition , ")" | comparison ) */
  private readonly negation = this.RULE('negation', (): ExpressionNode => {
    const nots: IToken[] = [];
    this.MANY(() => nots.push(this.CONSUME(Not)));
    let node = this.OR<IOrAlt<ExpressionNode>[]>([
      {
        ALT: () => {
          this.CONSUME(LeftParen);
          const condition = this.SUBRULE(this.condition);
          this.CONSUME(RightParen);
          return condition;
        },
      },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]);
    this.ACTION(() => {
      for (const not of nots.reverse()) {
        node = { kind: 'Not', span: { start: not.startOffset, end: node.span.end }, operand: node };
      }
    });
    return node;
  });

  /** comparison = operand , [ comparator , value | "in" , list | "like" , Text | "regexMatch" , Regex ] */
  private readonly comparison = this.RULE('comparison', (): ExpressionNode => {
    const left = this.SUBRULE(this.operand);
    const test = this.OPTION(() =>
      this.OR<IOrAlt<ExpressionNode>[]>([
        {
          ALT: () => {
            const operator = this.SUBRULE(this.comparator);
            const right = this.SUBRULE(this.value);
            return this.ACTION(() => ({ kind: 'Comparison', span: across(left, right), operator, left, right }));
          },
        },
        {
          ALT: () => {
            this.CONSUME(In);
            const { list, span: listSpan } = this.SUBRULE(this.list);
            const span = this.ACTION(() => across(left, { span: listSpan }));
            return list === undefined ? { kind: 'Missing', span } : { kind: 'In', span, left, list };
          },
        },
        {
          ALT: () => {
            this.CONSUME(Like);
            const pattern = textNode(this.CONSUME(Text));
            return this.ACTION(() => ({ kind: 'Like', span: across(left, pattern), left, pattern }));
          },
        },
        {
          ALT: () => {
            this.CONSUME(RegexMatch);
            const pattern = regexNode(this.CONSUME(Regex));
            return this.ACTION(() => ({ kind: 'Match', span: across(left, pattern), left, pattern }));
          },
        },
      ]),
    );
    return test ?? left;
  });

  /** comparator = Comparator | "<" | ">" */
  private readonly comparator = this.RULE(
    'comparator',
    () =>
      this.OR([
        { ALT: () => this.CONSUME(Comparator) },
        { ALT: () => this.CONSUME(Less) },
        { ALT: () => this.CONSUME(Greater) },
      ]).image as ComparisonOperator,
  );

  /** list = "(" , ( NamedList | literal , { "," , literal } | ( call | path ) , links ) , ")" */
  private readonly list = this.RULE('list', (): { list: InNode['list'] | undefined; span: Span } => {
    const open = this.CONSUME(LeftParen);
    const list = this.OR1<IOrAlt<InNode['list'] | undefined>[]>([
      {
        ALT: () => {
          const token = this.CONSUME(NamedList);
          return { kind: 'NamedList', span: spanOf(token), name: token.image.slice(1) };
        },
      },
      {
        ALT: () => {
          const literals: LiteralNode[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => literals.push(this.SUBRULE(this.literal)) });
          return literals;
        },
      },
      {
        ALT: () => {
          const start = this.OR2<IOrAlt<ReferenceNode | MissingNode>[]>([
            { ALT: () => this.SUBRULE(this.call) },
            { ALT: () => this.SUBRULE(this.path) },
          ]);
          // A chain that begins with what is read from the entity is read from it as a whole.
          const source = this.SUBRULE(this.links, { ARGS: [start] }) as ReferenceNode | MissingNode;
          return this.ACTION(() => (source.kind === 'Missing' ? undefined : source));
        },
      },
    ]);
    const close = this.CONSUME(RightParen);
    return { list, span: { start: open.startOffset, end: endOf(close) } };
  });

  /** operand = ( literal | call | path ) , links */
  private readonly operand = this.RULE('operand', (): OperandNode => {
    const start = this.OR<IOrAlt<OperandNode>[]>([
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.path) },
    ]);
    return this.SUBRULE(this.links, { ARGS: [start] });
  });

  /** links = { call | BlockOperator , "[" , condition , "]" | "groupBy" , "[" , path , "]" } */
  private readonly links = this.RULE('links', (start: OperandNode): OperandNode => {
    let node = start;
    this.MANY(() => {
      const receiver = node;
      node = this.OR<IOrAlt<OperandNode>[]>([
        {
          ALT: () => {
            const call = this.SUBRULE(this.call);
            return this.ACTION(() => onReceiver(call, receiver));
          },
        },
        {
          ALT: () => {
            const operator = this.CONSUME(Block);
            const open = this.CONSUME1(LeftBracket);
            const body = this.SUBRULE(this.condition);
            const close = this.CONSUME1(RightBracket);
            return this.ACTION(() => ({
              kind: 'Block',
              span: { start: receiver.span.start, end: endOf(close) },
              operator: operator.image.toLowerCase() as BlockOperator,
              operatorSpan: spanOf(operator),
              bracketsSpan: { start: open.startOffset, end: endOf(close) },
              receiver,
              body,
            }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(GroupBy);
            const open = this.CONSUME2(LeftBracket);
            const path = this.SUBRULE(this.path);
            const close = this.CONSUME2(RightBracket);
            return this.ACTION(() => {
              const span = { start: receiver.span.start, end: endOf(close) };
              if (path.kind === 'Missing') return { kind: 'Missing', span };
              const bracketsSpan = { start: open.startOffset, end: endOf(close) };
              return { kind: 'GroupBy', span, keywordSpan: spanOf(keyword), bracketsSpan, receiver, path };
            });
          },
        },
      ]);
    });
    return node;
  });

  /** value = ( literal | call | path ) , { call } */
  private readonly value = this.RULE('value', (): OperandNode => {
    let node = this.OR<IOrAlt<OperandNode>[]>([
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE1(this.call) },
      { ALT: () => this.SUBRULE(this.path) },
    ]);
    this.MANY(() => {
      const receiver = node;
      const call = this.SUBRULE2(this.call);
      this.ACTION(() => {
        node = onReceiver(call, receiver);
      });
    });
    return node;
  });

  /** call = Word , "(" , [ argument , { "," , argument } ] , ")" */
  private readonly call = this.RULE('call', (): CallNode | MissingNode => {
    const name = this.CONSUME(Word);
    this.CONSUME(LeftParen);
    const args: (CallNode['args'][number] | MissingNode)[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => args.push(this.SUBRULE(this.argument)) });
    const close = this.CONSUME(RightParen);
    const span = { start: name.startOffset, end: endOf(close) };
    const known = args.filter((arg) => arg.kind !== 'Missing');
    if (known.length < args.length) return { kind: 'Missing', span };
    return { kind: 'Call', span, name: name.image, nameSpan: spanOf(name), args: known };
  });

  /** argument = literal | path */
  private readonly argument = this.RULE('argument', (): LiteralNode | PathNode | MissingNode =>
    this.OR<IOrAlt<LiteralNode | PathNode | MissingNode>[]>([
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.path) },
    ]),
  );

  /** path = ( Word | ( "$" | Tilde ) , [ Tail ] ) , { "[" , ( Text | Whole ) , "]" , [ Tail ] } */
  private readonly path = this.RULE('path', (): PathNode | MissingNode => {
    const segments: SegmentNode[] = [];
    let first!: IToken;
    let end = 0;
    const add = (token: IToken, skip: number): void => {
      segments.push(...dotted(token, skip));
      end = endOf(token);
    };
    this.OR1([
      {
        ALT: () => {
          first = this.CONSUME(Word);
          this.ACTION(() => add(first, 0));
        },
      },
      {
        ALT: () => {
          first = this.OR2([{ ALT: () => this.CONSUME(Dollar) }, { ALT: () => this.CONSUME(Tilde) }]);
          end = this.ACTION(() => endOf(first));
          this.OPTION1(() => add(this.CONSUME1(Tail), 1));
        },
      },
    ]);
    this.MANY(() => {
      const open = this.CONSUME(LeftBracket);
      const name = this.OR3([{ ALT: () => this.CONSUME(Text) }, { ALT: () => this.CONSUME(Whole) }]);
      const close = this.CONSUME(RightBracket);
      this.ACTION(() => {
        end = endOf(close);
        segments.push({
          kind: 'Segment',
          span: { start: open.startOffset, end },
          name: name.tokenType === Whole ? Number(name.image) : unquote(name.image),
        });
      });
      this.OPTION2(() => add(this.CONSUME2(Tail), 1));
    });
    const span = { start: first.startOffset, end };
    if (isPlaceholder(first)) return { kind: 'Missing', span };
    const start = PATH_STARTS.get(first.tokenType) ?? 'element';
    return {
      kind: 'Path',
      span,
      start,
      levels: start === '~' ? first.image.length : 0,
      segments,
    };
  });

  /** literal = Text | Number | "true" | "false" | "null" */
  private readonly literal = this.RULE('literal', (): LiteralNode =>
    this.OR<IOrAlt<LiteralNode>[]>([
      { ALT: () => textNode(this.CONSUME(Text)) },
      {
        ALT: () => {
          const token = this.CONSUME(NumberLiteral);
          return this.ACTION(() => numberNode(token));
        },
      },
      { ALT: () => ({ kind: 'Boolean', span: spanOf(this.CONSUME(True)), value: true }) },
      { ALT: () => ({ kind: 'Boolean', span: spanOf(this.CONSUME(False)), value: false }) },
      { ALT: () => ({ kind: 'Null', span: spanOf(this.CONSUME(Null)) }) },
    ]),
  );
}

const PATH_STARTS: ReadonlyMap<TokenType, PathNode['start']> = new Map([
  [Dollar, '$'],
  [Tilde, '~'],
]);

function onReceiver(call: CallNode | MissingNode, receiver: OperandNode): CallNode | MissingNode {
  const span = across(receiver, call);
  return call.kind === 'Missing' ? { kind: 'Missing', span } : { ...call, span, receiver };
}

function across(first: { readonly span: Span }, last: { readonly span: Span }): Span {
  return { start: first.span.start, end: last.span.end };
}

function joined(kind: 'And' | 'Or', operands: readonly ExpressionNode[]): ExpressionNode {
  if (operands.length === 1) return required(operands[0]);
  return { kind, span: across(required(operands[0]), required(operands.at(-1))), operands };
}

function unquote(image: string): string {
  return image.slice(1, -1).replaceAll("''", "'");
}

function textNode(token: IToken): StringNode {
  return { kind: 'String', span: spanOf(token), value: unquote(token.image) };
}

function numberNode(token: IToken): NumberNode {
  // There is no negative zero in JSON.
  const number = Number(token.image) + 0;
  const exact = Number.isSafeInteger(number) || token.image.includes('.');
  return { kind: 'Number', span: spanOf(token), value: exact ? number : BigInt(token.image) };
}

function regexNode(token: IToken): RegexNode {
  const end = token.image.lastIndexOf('/');
  return {
    kind: 'Regex',
    span: spanOf(token),
    pattern: token.image.slice(1, end),
    ignoreCase: token.image.slice(end + 1).includes('i'),
  };
}

/** The segments of `a.b.c` or `.b.c`, each with its own span. Whole numbers are places in a list. */
function dotted(token: IToken, skip: number): SegmentNode[] {
  let start = token.startOffset + skip;
  return token.image
    .slice(skip)
    .split('.')
    .map((name) => {
      const span = { start, end: start + name.length };
      start = span.end + 1;
      return { kind: 'Segment', span, name: isPlace(name) ? Number(name) : name };
    });
}
