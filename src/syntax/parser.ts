import { required } from '../text/required.ts';
import type { Span } from '../text/source.ts';
import type {
  BlockOperator,
  CallNode,
  ComparisonOperator,
  ExpressionNode,
  InNode,
  LiteralNode,
  MissingNode,
  OperandNode,
  PathNode,
  ReferenceNode,
  RuleNode,
  SegmentNode,
  TargetNode,
} from './ast.ts';
import { mismatch, noAlternative, type ParserMessage, redundant, type Stop } from './messages.ts';
import { across, dotted, joined, numberNode, onReceiver, regexNode, textNode, unquote } from './nodes.ts';
import { isPlaceholder, spanOf } from './token.ts';
import { End, isOf, type Token, type TokenType } from './token-type.ts';
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
  True,
  Where,
  Whole,
  Word,
} from './tokens.ts';

/** Where a text stops to be what it is read as, and what is to be said of it. */
export interface SyntaxFault {
  readonly kind: 'fault';
  readonly said: ParserMessage;
  /** The token, by its place; behind the last one at the end. */
  readonly at: number;
}

/** How a fault comes up through the productions. */
class Stopped extends Error {
  readonly fault: SyntaxFault;

  constructor(fault: SyntaxFault) {
    super(fault.said.message);
    this.fault = fault;
  }
}

const END: Token = { tokenType: End, image: '', startOffset: NaN, endOffset: NaN };

const LITERALS: readonly TokenType[] = [Text, NumberLiteral, True, False, Null];
const PATHS: readonly TokenType[] = [Word, Dollar, Tilde];
const OPERANDS: readonly TokenType[] = [...LITERALS, ...PATHS];
const CONDITIONS: readonly TokenType[] = [Not, LeftParen, ...OPERANDS];

/**
 * The grammar, one method a production, named in its comment as grammar/gsl.ebnf has it; a test holds both together. Two
 * tokens tell everywhere how to go on. The parser stops at the first fault; parse.ts goes on behind it.
 */
export class RuleParser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads all tokens as one of these; the tree, or where it stopped. */
  read(what: 'rule' | 'condition'): RuleNode | ExpressionNode | SyntaxFault {
    try {
      const tree = what === 'rule' ? this.#rule() : this.#condition();
      const left = this.#next;
      return left === END ? tree : { kind: 'fault', said: redundant(left), at: this.#at };
    } catch (thrown) {
      if (thrown instanceof Stopped) return thrown.fault;
      throw thrown;
    }
  }

  /** rule = "true" | judgement */
  #rule(): RuleNode {
    if (this.#is(True)) return { kind: 'ConstantRule', span: spanOf(this.#take()) };
    if (this.#is(List) || this.#is(Word)) return this.#judgement();
    throw this.#noAlternative('rule');
  }

  /** judgement = target , ( "where" , condition , [ assertion ] | assertion ) */
  #judgement(): RuleNode {
    const target = this.#target();
    if (this.#is(Should)) {
      const assertion = this.#assertion();
      return { kind: 'Assertion', span: across(target, assertion), target, ...assertion.parts };
    }
    if (!this.#is(Where)) throw this.#noAlternative('judgement');
    const whereSpan = spanOf(this.#take());
    const where = this.#condition();
    if (!this.#is(Should)) return { kind: 'Query', span: across(target, where), target, whereSpan, where };
    const assertion = this.#assertion();
    return { kind: 'Assertion', span: across(target, assertion), target, whereSpan, where, ...assertion.parts };
  }

  /** target = "List" , "<" , Word , ">" | Word */
  #target(): TargetNode {
    if (this.#is(List)) {
      const start = this.#take().startOffset;
      this.#expect(Less, 'target');
      const name = this.#expect(Word, 'target');
      const end = this.#expect(Greater, 'target').endOffset;
      return { kind: 'Target', span: { start, end }, name: name.image, nameSpan: spanOf(name), list: true };
    }
    const name = this.#take();
    const span = spanOf(name);
    return { kind: 'Target', span, name: name.image, nameSpan: span, list: false };
  }

  /** assertion = "should" , [ "not" ] , [ "have" ] , condition , [ "exclude" , condition ] */
  #assertion() {
    const should = this.#take();
    const not = this.#is(Not) ? this.#take() : undefined;
    const have = this.#is(Have) ? this.#take() : undefined;
    const condition = this.#condition();
    const keyword = this.#is(Exclude) ? this.#take() : undefined;
    const exclude = keyword === undefined ? undefined : this.#condition();
    return {
      span: { start: should.startOffset, end: (exclude ?? condition).span.end },
      parts: {
        shouldSpan: spanOf(should),
        ...(not === undefined ? {} : { notSpan: spanOf(not) }),
        ...(have === undefined ? {} : { haveSpan: spanOf(have) }),
        negated: not !== undefined,
        condition,
        ...(keyword === undefined || exclude === undefined ? {} : { excludeSpan: spanOf(keyword), exclude }),
      },
    };
  }

  /** condition = conjunction , { "or" , conjunction } */
  #condition(): ExpressionNode {
    if (!this.#isAny(CONDITIONS)) throw this.#noAlternative('condition');
    const operands = [this.#conjunction()];
    while (this.#skip(Or)) operands.push(this.#conjunction());
    return joined('Or', operands);
  }

  /** conjunction = negation , { "and" , negation } */
  #conjunction(): ExpressionNode {
    if (!this.#isAny(CONDITIONS)) throw this.#noAlternative('conjunction');
    const operands = [this.#negation()];
    while (this.#skip(And)) operands.push(this.#negation());
    return joined('And', operands);
  }

  /** negation = { "not" } , ( "(" , condition , ")" | comparison ) */
  #negation(): ExpressionNode {
    const nots: Token[] = [];
    while (this.#is(Not)) nots.push(this.#take());
    let node: ExpressionNode;
    if (this.#skip(LeftParen)) {
      node = this.#condition();
      this.#expect(RightParen, 'negation');
    } else if (this.#isAny(OPERANDS)) node = this.#comparison();
    else throw this.#noAlternative('negation');
    for (const not of nots.reverse())
      node = { kind: 'Not', span: { start: not.startOffset, end: node.span.end }, operand: node };
    return node;
  }

  /** comparison = operand , [ comparator , value | "in" , list | "like" , Text | "regexMatch" , Regex ] */
  #comparison(): ExpressionNode {
    const left = this.#operand();
    // comparator = Comparator | "<" | ">"
    if (this.#is(Comparator) || this.#is(Less) || this.#is(Greater)) {
      const operator = this.#take().image as ComparisonOperator;
      const right = this.#value();
      return { kind: 'Comparison', span: across(left, right), operator, left, right };
    }
    if (this.#skip(In)) {
      const { list, span: listSpan } = this.#list();
      const span = across(left, { span: listSpan });
      return list === undefined ? { kind: 'Missing', span } : { kind: 'In', span, left, list };
    }
    if (this.#skip(Like)) {
      const pattern = textNode(this.#expect(Text, 'comparison'));
      return { kind: 'Like', span: across(left, pattern), left, pattern };
    }
    if (this.#skip(RegexMatch)) {
      const pattern = regexNode(this.#expect(Regex, 'comparison'));
      return { kind: 'Match', span: across(left, pattern), left, pattern };
    }
    return left;
  }

  /** list = "(" , ( NamedList | literal , { "," , literal } | ( call | path ) , links ) , ")" */
  #list(): { list: InNode['list'] | undefined; span: Span } {
    const start = this.#expect(LeftParen, 'list').startOffset;
    const list = this.#listed();
    const end = this.#expect(RightParen, 'list').endOffset;
    return { list, span: { start, end } };
  }

  #listed(): InNode['list'] | undefined {
    if (this.#is(NamedList)) {
      const token = this.#take();
      return { kind: 'NamedList', span: spanOf(token), name: token.image.slice(1) };
    }
    if (this.#isAny(LITERALS)) {
      const literals = [this.#literal()];
      while (this.#skip(Comma)) literals.push(this.#literal());
      return literals;
    }
    if (!this.#isAny(PATHS)) throw this.#noAlternative('list');
    // A chain that begins with what is read from the entity is read from it as a whole.
    const source = this.#links(this.#isCall ? this.#call() : this.#path()) as ReferenceNode | MissingNode;
    return source.kind === 'Missing' ? undefined : source;
  }

  /** operand = ( literal | call | path ) , links */
  #operand(): OperandNode {
    return this.#links(this.#start('operand'));
  }

  #start(production: string): OperandNode {
    if (this.#isAny(LITERALS)) return this.#literal();
    if (this.#isCall) return this.#call();
    if (this.#isAny(PATHS)) return this.#path();
    throw this.#noAlternative(production);
  }

  /** links = { call | BlockOperator , "[" , condition , "]" | "groupBy" , "[" , path , "]" } */
  #links(start: OperandNode): OperandNode {
    let node = start;
    for (;;) {
      if (this.#is(Word)) node = onReceiver(this.#call(), node);
      else if (this.#is(Block)) node = this.#block(node);
      else if (this.#is(GroupBy)) node = this.#groups(node);
      else return node;
    }
  }

  #block(receiver: OperandNode): OperandNode {
    const operator = this.#take();
    const open = this.#expect(LeftBracket, 'links');
    const body = this.#condition();
    const end = this.#expect(RightBracket, 'links').endOffset;
    return {
      kind: 'Block',
      span: { start: receiver.span.start, end },
      operator: operator.image.toLowerCase() as BlockOperator,
      operatorSpan: spanOf(operator),
      bracketsSpan: { start: open.startOffset, end },
      receiver,
      body,
    };
  }

  #groups(receiver: OperandNode): OperandNode {
    const keywordSpan = spanOf(this.#take());
    const open = this.#expect(LeftBracket, 'links');
    const path = this.#path();
    const end = this.#expect(RightBracket, 'links').endOffset;
    const span = { start: receiver.span.start, end };
    if (path.kind === 'Missing') return { kind: 'Missing', span };
    return { kind: 'GroupBy', span, keywordSpan, bracketsSpan: { start: open.startOffset, end }, receiver, path };
  }

  /** value = ( literal | call | path ) , { call } */
  #value(): OperandNode {
    let node = this.#start('value');
    while (this.#is(Word)) node = onReceiver(this.#call(), node);
    return node;
  }

  /** call = Word , "(" , [ argument , { "," , argument } ] , ")" */
  #call(): CallNode | MissingNode {
    const name = this.#take();
    this.#expect(LeftParen, 'call');
    const args: (CallNode['args'][number] | MissingNode)[] = [];
    if (this.#isAny(OPERANDS)) {
      args.push(this.#argument());
      while (this.#skip(Comma)) args.push(this.#argument());
    }
    const span = { start: name.startOffset, end: this.#expect(RightParen, 'call').endOffset };
    const known = args.filter((arg) => arg.kind !== 'Missing');
    if (known.length < args.length) return { kind: 'Missing', span };
    return { kind: 'Call', span, name: name.image, nameSpan: spanOf(name), args: known };
  }

  /** argument = literal | path */
  #argument(): LiteralNode | PathNode | MissingNode {
    if (this.#isAny(LITERALS)) return this.#literal();
    if (this.#isAny(PATHS)) return this.#path();
    throw this.#noAlternative('argument');
  }

  /** path = ( Word | ( "$" | Tilde ) , [ Tail ] ) , { "[" , ( Text | Whole ) , "]" , [ Tail ] } */
  #path(): PathNode | MissingNode {
    if (!this.#isAny(PATHS)) throw this.#noAlternative('path');
    const first = this.#take();
    const segments: SegmentNode[] = first.tokenType === Word ? dotted(first, 0) : [];
    let end = first.endOffset;
    const tail = (): void => {
      if (!this.#is(Tail)) return;
      const token = this.#take();
      segments.push(...dotted(token, 1));
      end = token.endOffset;
    };
    if (first.tokenType !== Word) tail();
    while (this.#is(LeftBracket)) {
      const { startOffset } = this.#take();
      if (!this.#is(Text) && !this.#is(Whole)) throw this.#noAlternative('path');
      const { tokenType, image } = this.#take();
      end = this.#expect(RightBracket, 'path').endOffset;
      const name = tokenType === Whole ? Number(image) : unquote(image);
      segments.push({ kind: 'Segment', span: { start: startOffset, end }, name });
      tail();
    }
    const span = { start: first.startOffset, end };
    if (isPlaceholder(first)) return { kind: 'Missing', span };
    const start = PATH_STARTS.get(first.tokenType) ?? 'element';
    return { kind: 'Path', span, start, levels: start === '~' ? first.image.length : 0, segments };
  }

  /** literal = Text | Number | "true" | "false" | "null" */
  #literal(): LiteralNode {
    if (!this.#isAny(LITERALS)) throw this.#noAlternative('literal');
    const token = this.#take();
    if (token.tokenType === Text) return textNode(token);
    if (isOf(token, NumberLiteral)) return numberNode(token);
    const span = spanOf(token);
    return token.tokenType === Null
      ? { kind: 'Null', span }
      : { kind: 'Boolean', span, value: token.tokenType === True };
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  /** Whether a name with a bracket behind it comes next. */
  get #isCall(): boolean {
    return this.#is(Word) && this.#tokens[this.#at + 1]?.tokenType === LeftParen;
  }

  #is(type: TokenType): boolean {
    return isOf(this.#next, type);
  }

  #isAny(types: readonly TokenType[]): boolean {
    const next = this.#next;
    return types.some((type) => isOf(next, type));
  }

  /** The next token, which has been looked at. */
  #take(): Token {
    this.#at += 1;
    return required(this.#tokens[this.#at - 1]);
  }

  #skip(type: TokenType): boolean {
    if (!this.#is(type)) return false;
    this.#at += 1;
    return true;
  }

  #expect(type: TokenType, production: string): Token {
    if (this.#is(type)) return this.#take();
    throw this.#stopped(mismatch(type, this.#stop(production)));
  }

  #noAlternative(production: string): Stopped {
    return this.#stopped(noAlternative(this.#stop(production)));
  }

  #stop(production: string): Stop {
    return { production, actual: this.#next, previous: this.#tokens[this.#at - 1] ?? END };
  }

  #stopped(said: ParserMessage): Stopped {
    return new Stopped({ kind: 'fault', said, at: this.#at });
  }
}

const PATH_STARTS: ReadonlyMap<TokenType, PathNode['start']> = new Map([
  [Dollar, '$'],
  [Tilde, '~'],
]);
