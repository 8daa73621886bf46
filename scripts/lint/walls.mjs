import path from 'node:path';

/**
 * @typedef {object} Wall
 * @property {(importer: string) => boolean} stands for which files (paths from the root)
 * @property {(target: string) => boolean} forbids which modules: a package's name, or a path from the root
 * @property {string} because
 * @property {boolean} [typesMayPass] whether `import type` is let through
 */

/**
 * @param {...string} folders
 * @returns {(file: string) => boolean}
 */
const below =
  (...folders) =>
  (file) =>
    folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

const isTest = below('tests');
const isDomain = below('lib/payments/domain');
const isPayments = below('lib/payments');

/** @type {Wall[]} the walls of the house, as the architecture describes them */
const WALLS = [
  {
    stands: (file) => !below('lib/payments/providers/stripe', 'sandbox')(file) && !isTest(file),
    forbids: below('stripe'),
    because:
      'Only lib/payments/providers/stripe knows Stripe: use PaymentService, or the domain’s own types.',
  },
  {
    stands: (file) => !below('components/billing/stripe', 'sandbox')(file) && !isTest(file),
    forbids: below('@stripe'),
    because: 'Only components/billing/stripe imports @stripe/*: use its components.',
  },
  {
    stands: below('app', 'components'),
    forbids: (target) =>
      isPayments(target) && !isDomain(target) && !/^lib\/payments(\/index(\.ts)?)?$/.test(target),
    because:
      'Pages and components come in by the two doors: @/lib/payments (server) and @/lib/payments/domain.',
  },
  {
    stands: below('sandbox'),
    forbids: below('app', 'components', 'lib'),
    because: 'The sandbox stands in for Stripe, which does not know the application either.',
  },
  {
    stands: (file) => below('sandbox')(file) && !below('sandbox/examples')(file),
    forbids: below('stripe', '@stripe'),
    typesMayPass: true,
    because: 'The sandbox is measured against Stripe’s types, and runs none of its code.',
  },
  {
    stands: isDomain,
    forbids: (target) => !isDomain(target),
    because: 'The domain is plain words and rules: it imports nothing.',
  },
];

/** @type {import('eslint').Rule.RuleModule} */
export const walls = {
  meta: { type: 'problem', schema: [], docs: { description: 'Keeps the rooms of the house apart.' } },
  create(context) {
    const importer = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const standing = WALLS.filter((wall) => wall.stands(importer));
    /**
     * @param {any} source the node that names the module
     * @param {any} [statement] the import around it
     */
    const check = (source, statement) => {
      const typesOnly = statement === undefined || (statement.importKind ?? statement.exportKind) === 'type';
      const literal = source?.type === 'TSLiteralType' ? source.literal : source;
      const specifier =
        literal?.type === 'TemplateLiteral' ? literal.quasis[0]?.value.cooked : literal?.value;
      if (typeof specifier !== 'string') return;
      const target = resolve(specifier, importer);
      const wall = standing.find(
        ({ forbids, typesMayPass }) => forbids(target) && !(typesOnly && typesMayPass),
      );
      if (wall) context.report({ node: source, message: wall.because });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node),
      ExportNamedDeclaration: (node) => check(node.source, node),
      ExportAllDeclaration: (node) => check(node.source, node),
      ImportExpression: (node) => check(node.source, node),
      // `import('stripe').Stripe` in the place of a type
      TSImportType: (/** @type {any} */ node) => check(node.source ?? node.argument),
      "CallExpression[callee.name='require']": (/** @type {any} */ node) => check(node.arguments[0], node),
    };
  },
};

/**
 * @param {string} specifier
 * @param {string} importer
 * @returns {string} a path from the root for our own files, else the specifier itself
 */
function resolve(specifier, importer) {
  if (specifier.startsWith('@/')) return path.posix.normalize(specifier.slice(2));
  if (!specifier.startsWith('.')) return specifier;
  return path.posix.join(path.posix.dirname(importer), specifier);
}
