import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createContext, SourceTextModule, SyntheticModule, type Module } from 'node:vm';
import ts from 'typescript';
import { CHECKOUT } from '#kernel/checkout.js';

/**
 * Loads modules of ours, and all of ours that they load, so that each turn of a loop in them and each call of a function of theirs is
 * counted: how much is worked between two moments, whatever machine it is on.
 */
export class CountedTurns {
  private readonly count = { turns: 0 };
  private readonly context = createContext({ __count: this.count, Buffer });
  private readonly loaded = new Map<string, Promise<Module>>();

  /** What a module exports. @param name as it is imported, such as `#mining/eclat.js` */
  async load<Exports>(name: string): Promise<Exports> {
    const module = await this.module(fileOf(name, ''));
    await module.link(async (specifier, from) => {
      const isOurs = specifier.startsWith('#') || specifier.startsWith('.');
      return isOurs ? this.module(fileOf(specifier, from.identifier)) : this.foreign(specifier);
    });
    await module.evaluate();
    return module.namespace as Exports;
  }

  /** The turns since it was asked last. */
  since(): number {
    const { turns } = this.count;
    this.count.turns = 0;
    return turns;
  }

  private module(file: string): Promise<Module> {
    return this.once(file, async () => {
      const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2024,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
        transformers: { before: [counting] },
      });
      // Its own name for it: what is looked up in the global of a context takes long.
      return new SourceTextModule(`const __count = globalThis.__count;\n${outputText}`, {
        identifier: file,
        context: this.context,
      });
    });
  }

  private foreign(name: string): Promise<Module> {
    return this.once(name, async () => {
      const found = (await import(name)) as Readonly<Record<string, unknown>>;
      const names = Object.keys(found);
      return new SyntheticModule(
        names,
        function (this: SyntheticModule) {
          for (const one of names) this.setExport(one, found[one]);
        },
        { context: this.context },
      );
    });
  }

  private once(key: string, load: () => Promise<Module>): Promise<Module> {
    const module = this.loaded.get(key) ?? load();
    this.loaded.set(key, module);
    return module;
  }
}

function fileOf(specifier: string, from: string): string {
  const source = specifier.replace(/\.js$/, '.ts');
  if (source.startsWith('#apps/')) return join(CHECKOUT, source.slice(1));
  return source.startsWith('#') ? join(CHECKOUT, 'libs', source.slice(1)) : join(dirname(from), source);
}

/** Each body of a loop or a function counts before anything else. */
const counting: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const { factory } = context;
  const turn = () =>
    factory.createPostfixIncrement(
      factory.createPropertyAccessExpression(factory.createIdentifier('__count'), 'turns'),
    );
  const counted = (body: ts.Statement) => factory.createBlock([factory.createExpressionStatement(turn()), body], true);
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (ts.isForStatement(seen))
      return factory.updateForStatement(
        seen,
        seen.initializer,
        seen.condition,
        seen.incrementor,
        counted(seen.statement),
      );
    if (ts.isForOfStatement(seen))
      return factory.updateForOfStatement(
        seen,
        seen.awaitModifier,
        seen.initializer,
        seen.expression,
        counted(seen.statement),
      );
    if (ts.isWhileStatement(seen)) return factory.updateWhileStatement(seen, seen.expression, counted(seen.statement));
    if (ts.isArrowFunction(seen) && !ts.isBlock(seen.body)) {
      const body = factory.createParenthesizedExpression(factory.createComma(turn(), seen.body));
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = seen;
      return factory.updateArrowFunction(
        seen,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        body,
      );
    }
    if (ts.isBlock(seen) && ts.isFunctionLike(node.parent))
      return factory.updateBlock(seen, [factory.createExpressionStatement(turn()), ...seen.statements]);
    return seen;
  };
  return ts.visitNode(file, visit, ts.isSourceFile);
};
