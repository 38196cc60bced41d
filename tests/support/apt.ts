// Installs Debian packages where a test needs a server or a browser that this machine does not have.

/**
 * Installs what is missing, without starting any service: Debian's packages start theirs unless policy-rc.d forbids it
 * (exit code 101), and postgresql also makes a cluster unless told otherwise. Both files are ours only for as long as it takes.
 */
const SCRIPT = `
set -eu
policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.conf made=
trap 'rm -f $made' EXIT
if [ ! -e $policy ]; then printf '#!/bin/sh\\nexit 101\\n' >$policy; chmod 755 $policy; made=$policy; fi
if [ ! -e $cluster ]; then
  mkdir -p \${cluster%/*}; echo 'create_main_cluster = false' >$cluster; made="$made $cluster"
fi
apt-get update
apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
`;

let running: Promise<void> = Promise.resolve();

/** Installs the packages; throws with a sentence that says what to do where it cannot. */
export function install(packages: string[]): Promise<void> {
  running = running.catch(() => {}).then(() => run(packages));
  return running;
}

async function run(packages: string[]): Promise<void> {
  const list = packages.join(" ");
  if (Deno.uid() !== 0) throw new Error(`these tests need ${list}: install them, or run as root on Debian`);
  const { success, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", SCRIPT, "sh", ...packages],
    env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new Error(`these tests need ${list}, and apt could not install them:\n${new TextDecoder().decode(stderr)}`);
}
