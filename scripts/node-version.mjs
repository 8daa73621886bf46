// Plain, old syntax on purpose: this file must still be understood by the Node that it turns away.

var NEEDED_MAJOR = 20;
var NEEDED_MINOR = 9;

/**
 * @param {string} version like `v20.9.0`
 * @returns {string | null} a sentence for the person, or null when the version will do
 */
export function nodeVersionProblem(version) {
  var parts = version.replace(/^v/, '').split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return null;
  return (
    'Billfold needs Node ' +
    NEEDED_MAJOR +
    '.' +
    NEEDED_MINOR +
    ' or newer, and this is Node ' +
    version.replace(/^v/, '') +
    ': install a newer one from https://nodejs.org and run the command again.'
  );
}

/**
 * Loads the command only once the Node version is known to be good, because newer syntax further in would
 * otherwise stop an old Node with a SyntaxError before it could be told what is wrong.
 * @param {() => Promise<{ main(): Promise<void> }>} load
 */
export function startOnGoodNode(load) {
  var problem = nodeVersionProblem(process.version);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  load().then(function (command) {
    return command.main();
  });
}
