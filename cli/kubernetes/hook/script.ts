/** The pre-commit hook: a POSIX shell script, since Git runs it wherever people commit. */

/** By which a hook of an earlier version is known as ours. */
export const HOOK_MARK = '# Written by ferris-k8s-deploy install-hook.';

/**
 * What is committed is checked, not what is in the working tree: the staged files are written to a folder of their own. `find`
 * fails when one of the commands it runs fails.
 */
export const HOOK_SCRIPT = `#!/bin/sh
${HOOK_MARK} 'git commit --no-verify' goes past it.
# Refuses a commit whose .sql files have wrong or doubtful @ferris hints.

git diff --cached --quiet --diff-filter=ACMRT -- '*.sql' && exit 0

PATH="$PATH:$PWD/node_modules/.bin"
if ! command -v ferris-k8s-deploy >/dev/null; then
  echo "pre-commit: ferris-k8s-deploy is not installed, so the hints of the .sql files are not checked" >&2
  echo "  put it into PATH or node_modules, or go past the hook: git commit --no-verify" >&2
  exit 1
fi

staged=$(mktemp -d) || exit 1
trap 'rm -rf "$staged"' EXIT
trap 'exit 130' INT TERM HUP
git diff --cached --name-only --diff-filter=ACMRT -z -- '*.sql' |
  git checkout-index -z --stdin --prefix="$staged/" || exit 1
cd "$staged" || exit 1
if ! find . -type f -name '*.sql' -exec ferris-k8s-deploy validate-hints --strict {} +; then
  echo "pre-commit: the hints above keep this commit back; mend them and stage the files again" >&2
  exit 1
fi
`;
